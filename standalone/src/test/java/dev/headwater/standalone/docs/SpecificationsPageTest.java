package dev.headwater.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/specifications.md} to the sources: what it names is there. */
class SpecificationsPageTest {
  private static final Path ROOT = Path.of(System.getProperty("headwater.root", ".."));
  private static final Path PAGE = ROOT.resolve("docs/specifications.md");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final int CLASSES = 3;
  private static final int TESTS = 4;

  private final List<String> sources = sources();

  private static List<String> sources() {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(SpecificationsPageTest::sources)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".java"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyClassAndTestThatThePageNamesIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length > TESTS && line.contains("`")) {
        missing.addAll(missingClasses(cells[CLASSES]));
        missing.addAll(missingTests(cells[TESTS]));
      }
    }
    assertThat(missing).isEmpty();
  }

  /** A name without a package is of the package before it; one without a class is a package. */
  private List<String> missingClasses(String cell) {
    List<String> missing = new ArrayList<>();
    String folder = "";
    for (String name : names(cell)) {
      int dot = name.lastIndexOf('.');
      String last = name.substring(dot + 1);
      boolean isPackage = last.equals(last.toLowerCase(Locale.ROOT));
      folder = dot < 0 && !isPackage ? folder : folder(isPackage ? name : name.substring(0, dot));
      String file = isPackage ? folder + "package-info.java" : folder + last + ".java";
      if (sources.stream().noneMatch(source -> source.endsWith("src/main/java/" + file))) {
        missing.add(name);
      }
    }
    return missing;
  }

  private static String folder(String name) {
    return "dev/headwater/" + name.replace('.', '/') + "/";
  }

  private List<String> missingTests(String cell) {
    return names(cell).stream()
        .filter(name ->
            name.contains("/")
                ? !Files.isDirectory(ROOT.resolve(name))
                : sources.stream().noneMatch(source -> source.endsWith("/" + name + ".java")))
        .toList();
  }

  private static List<String> names(String cell) {
    Matcher matcher = NAME.matcher(cell);
    List<String> names = new ArrayList<>();
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
