package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The console in one viewer's browser, handled by what people see on it, and all that went wrong on
 * it or was requested by it since. Confined to one thread.
 */
final class ConsolePage implements AutoCloseable {
  /** Bounds the waiting for a picture or for packaging on a machine under load. */
  private static final double LIMIT_MILLIS = 60_000;

  private final BrowserContext viewer;
  private final Page page;
  private final List<String> errors = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  private ConsolePage(BrowserContext viewer, Page page) {
    this.viewer = viewer;
    this.page = page;
    page.setDefaultTimeout(LIMIT_MILLIS);
    page.onConsoleMessage(this::note);
    page.onPageError(error -> errors.add("page: " + error));
    page.onRequest(this::note);
  }

  static ConsolePage open(Browser browser, URI address) {
    BrowserContext viewer = browser.newContext(new Browser.NewContextOptions().setLocale("en-US"));
    ConsolePage opened = new ConsolePage(viewer, viewer.newPage());
    opened.page.navigate(address.toString());
    return opened;
  }

  private void note(ConsoleMessage message) {
    if (message.type().equals("error")) {
      errors.add("console: " + message.text() + " at " + message.location());
    }
  }

  private void note(Request request) {
    requests.add(request.url());
  }

  /** What scripts and loading have complained about. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** Whether something whose path ends so was asked for. */
  boolean requested(String ending) {
    return requests.stream().anyMatch(url -> URI.create(url).getPath().endsWith(ending));
  }

  /** Whether something was asked for with that in its query. */
  boolean requestedWith(String parameter) {
    return requests.stream().anyMatch(url -> url.contains(parameter + "="));
  }

  void forget() {
    errors.clear();
    requests.clear();
  }

  void awaitHeading(String text) {
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text)).waitFor();
  }

  void press(String button) {
    button(button).click();
  }

  /** Follows the link of that name in the page itself, not in its header. */
  void follow(String link) {
    page.getByRole(AriaRole.MAIN)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(link))
        .click();
  }

  /** Follows the link of that name in the header. */
  void goTo(String link) {
    page.getByRole(AriaRole.BANNER)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(link).setExact(true))
        .click();
  }

  void fill(String label, String text) {
    page.getByLabel(label).fill(text);
  }

  /** What the row of that name in a table says. */
  String row(String name) {
    return page.getByRole(AriaRole.ROW)
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName(name))))
        .innerText();
  }

  /** Presses a button of the dialog that is open. */
  void confirm(String button) {
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  /** Waits until no dialog is open. */
  void awaitNoDialog() {
    page.getByRole(AriaRole.DIALOG)
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  /** What stands in the field of that label. */
  String value(String label) {
    return page.getByRole(
            AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label).setExact(true))
        .inputValue();
  }

  void awaitStatus(String text) {
    page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText(text)).waitFor();
  }

  void choose(String label, String option) {
    page.getByLabel(label).selectOption(option);
  }

  /** Fills in the log-in form, which must be there. */
  void logIn() {
    page.locator("input[name=email]").fill(Installation.EMAIL);
    page.locator("input[name=password]").fill(Installation.PASSWORD);
    page.locator("form button[type=submit]").click();
  }

  /** Chooses a file in the upload dialog, names the title and starts. */
  void upload(Path file, String name) {
    press("Upload");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    FileChooser chooser =
        page.waitForFileChooser(() ->
            dialog
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Choose files"))
                .click());
    chooser.setFiles(file);
    dialog.getByLabel("Name for " + file.getFileName()).fill(name);
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Upload 1 video"))
        .click();
  }

  /** Where the video element is, once there is one that knows. */
  double position() {
    page.waitForFunction("() => document.querySelector('video')?.readyState > 1");
    return ((Number) page.evaluate("document.querySelector('video').currentTime")).doubleValue();
  }

  /** The video element plays on its own clock until {@code seconds}. */
  void awaitPosition(double seconds) {
    page.waitForFunction(
        "seconds => document.querySelector('video')?.currentTime > seconds", seconds);
  }

  /** The picture is there and nothing has failed. */
  void assertThatItPlaysWell() {
    assertThat(page.evaluate("document.querySelector('video').videoWidth"))
        .as("width of the picture")
        .isNotEqualTo(0);
    assertThat(page.evaluate("document.querySelector('video').error?.message ?? null"))
        .as("media error")
        .isNull();
    assertThat(page.getByRole(AriaRole.ALERT).allInnerTexts()).as("notices").isEmpty();
    assertThat(errors()).as("errors on the page").isEmpty();
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Override
  public void close() {
    viewer.close();
  }
}
