package dev.headwater.edge.tier.hitratio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Prints which share of the bytes and of the requests each policy keeps of each workload, as two
 * tables in Markdown, those of {@code docs/eviction.md}. Takes some minutes.
 *
 * <pre>
 * ./mvnw -q -pl edge-origin -am test-compile
 * ./mvnw -q -pl edge-origin dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * java -Xmx4g -cp edge-origin/target/test-classes:edge-origin/target/classes:$(cat \
 *     edge-origin/target/test.classpath) dev.headwater.edge.tier.hitratio.HitRatioTable
 * </pre>
 *
 * Arguments are files with traces of your own, to be measured instead: lines of time, name and
 * bytes, parted by spaces, the names numbers.
 */
final class HitRatioTable {
  private static final List<Double> SHARES = List.of(0.01, 0.05, 0.1, 0.2);

  /** Of a trace; the traces of the shop are far longer. */
  private static final int MAX_REQUESTS = 1_000_000;

  private record Row(String trace, double share, Map<Contender, HitRatio> ratios) {}

  private HitRatioTable() {}

  @SuppressWarnings("SystemOut") // the table is what this program is for
  public static void main(String[] files) {
    List<Row> rows = new ArrayList<>();
    List<Supplier<Trace>> traces = files.length == 0 ? workloads() : ofFiles(files);
    System.out.println("| workload | requests | objects | footprint |\n|---|--:|--:|--:|");
    for (Supplier<Trace> each : traces) {
      Trace trace = each.get();
      System.out.println(described(trace));
      for (double share : SHARES) {
        rows.add(measured(trace, share));
      }
    }
    System.out.println("\n### Share of the bytes\n\n" + table(rows, true));
    System.out.println("### Share of the requests\n\n" + table(rows, false));
  }

  static List<Supplier<Trace>> workloads() {
    List<Supplier<Trace>> workloads = new ArrayList<>();
    workloads.add(SimulatorTraces::adaptSize);
    for (String month : List.of("web07", "web12")) {
      workloads.add(() -> SimulatorTraces.productPage(month));
      workloads.add(() -> SimulatorTraces.productPage(month).withDrawnSizes());
    }
    for (String time : List.of("orm-busy", "orm-night")) {
      workloads.add(() -> SimulatorTraces.shopObjects(time, MAX_REQUESTS));
    }
    Map<String, String> shop = new LinkedHashMap<>();
    shop.put("scarab-recs", "scarab-recs.trace.xz");
    shop.put("recs", "recs.trace.20160808T073231Z.xz");
    shop.put("prods", "prods.trace.20160808T073231Z.xz");
    shop.forEach((name, file) -> {
      workloads.add(() -> SimulatorTraces.shopRequests(name, file, MAX_REQUESTS));
      workloads.add(() -> SimulatorTraces.shopRequests(name, file, MAX_REQUESTS).withDrawnSizes());
    });
    workloads.addAll(generated(MAX_REQUESTS / 2));
    return workloads;
  }

  static List<Supplier<Trace>> generated(int requests) {
    List<Supplier<Trace>> workloads = new ArrayList<>();
    VideoWorkload.Shape.all()
        .forEach(shape -> workloads.add(() -> VideoWorkload.trace(shape, requests, 1)));
    WebWorkload.Shape.all()
        .forEach(shape -> workloads.add(() -> WebWorkload.trace(shape, requests, 1)));
    return workloads;
  }

  private static List<Supplier<Trace>> ofFiles(String[] files) {
    return List.of(files).stream()
        .map(file -> (Supplier<Trace>) () -> TraceFile.read(Path.of(file)))
        .toList();
  }

  private static Row measured(Trace trace, double share) {
    long capacity = Math.max(1, (long) (trace.footprintBytes() * share));
    Map<Contender, HitRatio> ratios = new EnumMap<>(Contender.class);
    Contender.all()
        .forEach(contender -> ratios.put(contender, contender.hitRatio(trace, capacity)));
    return new Row(trace.name(), share, ratios);
  }

  private static String described(Trace trace) {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %s |",
        trace.name(),
        trace.requests().length,
        trace.objects(),
        trace.footprintBytes() == trace.objects()
            ? "no sizes"
            : String.format(Locale.ROOT, "%,d MB", trace.footprintBytes() / 1_000_000));
  }

  private static String table(List<Row> rows, boolean bytes) {
    List<String> names = Contender.all().map(contender -> contender.title).toList();
    StringBuilder table =
        new StringBuilder("| workload | cache | " + String.join(" | ", names) + " | ahead by |\n")
            .append("|---|--:|")
            .append("--:|".repeat(names.size() + 1))
            .append('\n');
    for (Row row : rows) {
      table.append(String.format(Locale.ROOT, "| %s | %.0f%% |", row.trace, 100 * row.share));
      for (Contender contender : Contender.values()) {
        table.append(String.format(Locale.ROOT, " %.4f |", share(row, contender, bytes)));
      }
      table.append(String.format(Locale.ROOT, " %+.2f |\n", 100 * lead(row, bytes)));
    }
    return table.toString();
  }

  private static double share(Row row, Contender contender, boolean bytes) {
    HitRatio ratio = Objects.requireNonNull(row.ratios.get(contender));
    return bytes ? ratio.bytes() : ratio.requests();
  }

  /** How far we are ahead of the best rival. */
  private static double lead(Row row, boolean bytes) {
    return share(row, Contender.OURS, bytes)
        - Collections.max(
            Contender.RIVALS.stream().map(rival -> share(row, rival, bytes)).toList());
  }
}
