package dev.headwater.standalone.endtoend;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.headwater.engines.testing.OptionalProgram;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The installed Chromium without a window, driven by Playwright. Confined to one thread. */
final class HeadlessChromium implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-background-timer-throttling",
          "--disable-backgrounding-occluded-windows",
          "--disable-renderer-backgrounding",
          "--autoplay-policy=no-user-gesture-required");

  private final Playwright playwright;
  private final Browser browser;

  private HeadlessChromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Skips the test where there is no Chromium. */
  static HeadlessChromium start() {
    BrowserType.LaunchOptions launch =
        new BrowserType.LaunchOptions()
            .setExecutablePath(OptionalProgram.require("chromium"))
            .setArgs(FLAGS);
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(driver()));
    return new HeadlessChromium(playwright, playwright.chromium().launch(launch));
  }

  /** Has Playwright take the Node.js and the browser that are installed, and load none. */
  private static Map<String, String> driver() {
    return Map.of(
        "PLAYWRIGHT_NODEJS_PATH",
        OptionalProgram.require("node").toString(),
        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
        "1");
  }

  /** A page of someone who was never here before. */
  ConsolePage open(URI address) {
    return ConsolePage.open(browser, address);
  }

  /** An empty page of someone who was never here before. */
  Page page() {
    return browser.newContext().newPage();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
