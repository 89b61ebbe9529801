package dev.headwater.edge.function.wasm;

import static com.dylibso.chicory.wasm.types.ValType.I32;
import static com.dylibso.chicory.wasm.types.ValType.I64;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import dev.headwater.edge.function.InvalidFunctionException;
import dev.headwater.edge.function.Printing;
import java.util.List;
import java.util.Optional;

/**
 * What a module has to have, and what it may not: it exports {@code memory}, {@code
 * allocate(length) -> pointer} and {@code handle(pointer, length) -> pointer << 32 | length},
 * imports {@code headwater.log(pointer, length)} at most, and has no memory but that one, whose
 * size is bounded.
 */
final class Contract {
  private static final String HOST = "headwater";
  private static final String LOG = "log";
  static final String MEMORY = "memory";
  static final String ALLOCATE = "allocate";
  static final String HANDLE = "handle";

  private static final FunctionType LOG_TYPE = FunctionType.of(List.of(I32, I32), List.of());
  private static final FunctionType ALLOCATE_TYPE = FunctionType.of(List.of(I32), List.of(I32));
  private static final FunctionType HANDLE_TYPE = FunctionType.of(List.of(I32, I32), List.of(I64));

  /** Of references to functions; what compilers make has a few hundred. */
  private static final int MOST_REFERENCES = 10_000;

  private static final int MOST_LOG_BYTES = 4096;

  private Contract() {}

  static void check(WasmModule module) throws InvalidFunctionException {
    checkImports(module);
    checkMemory(module);
    checkFunction(module, ALLOCATE, ALLOCATE_TYPE);
    checkFunction(module, HANDLE, HANDLE_TYPE);
    checkTables(module);
    checkTypes(module);
  }

  private static void checkImports(WasmModule module) throws InvalidFunctionException {
    for (Import each : module.importSection().stream().toList()) {
      boolean known =
          each instanceof FunctionImport function
              && each.module().equals(HOST)
              && each.name().equals(LOG)
              && module.typeSection().getType(function.typeIndex()).equals(LOG_TYPE);
      if (!known) {
        throw new InvalidFunctionException(
            "it imports %s.%s (expected: nothing, or %s.%s(i32, i32))"
                .formatted(each.module(), each.name(), HOST, LOG));
      }
    }
  }

  private static void checkMemory(WasmModule module) throws InvalidFunctionException {
    int memories = module.memorySection().map(section -> section.memoryCount()).orElse(0);
    boolean shared =
        memories == 1 && module.memorySection().orElseThrow().getMemory(0).limits().shared();
    if (memories != 1 || shared || export(module, MEMORY, ExternalType.MEMORY).isEmpty()) {
      throw new InvalidFunctionException(
          "no export " + MEMORY + " (expected: the module's only memory, not shared)");
    }
  }

  private static void checkFunction(WasmModule module, String name, FunctionType type)
      throws InvalidFunctionException {
    Optional<Export> export = export(module, name, ExternalType.FUNCTION);
    int imported = module.importSection().count(ExternalType.FUNCTION);
    boolean fits =
        export.isPresent()
            && export.get().index() >= imported
            && module
                .functionSection()
                .getFunctionType(export.get().index() - imported, module.typeSection())
                .equals(type);
    if (!fits) {
      throw new InvalidFunctionException("no export %s%s".formatted(name, type));
    }
  }

  private static Optional<Export> export(WasmModule module, String name, ExternalType type) {
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      Export export = module.exportSection().getExport(i);
      if (export.name().equals(name) && export.exportType() == type) {
        return Optional.of(export);
      }
    }
    return Optional.empty();
  }

  private static void checkTables(WasmModule module) throws InvalidFunctionException {
    if (module.tableSection().tableCount() > 1
        || (module.tableSection().tableCount() == 1
            && module.tableSection().getTable(0).limits().min() > MOST_REFERENCES)) {
      throw new InvalidFunctionException(
          "more than one table, or one of more than %d references".formatted(MOST_REFERENCES));
    }
  }

  /** Objects of WebAssembly's own heap would lie in Java's, which nothing here bounds. */
  private static void checkTypes(WasmModule module) throws InvalidFunctionException {
    for (int i = 0; i < module.typeSection().subTypeCount(); i++) {
      if (module.typeSection().getSubType(i).compType().funcType() == null) {
        throw new InvalidFunctionException("it has types of structures or arrays");
      }
    }
  }

  /** A table that grows no further than others may begin. */
  static TableInstance table(Table wanted, int filling) {
    TableLimits limits = wanted.limits();
    return new TableInstance(
        new Table(
            wanted.elementType(),
            new TableLimits(limits.min(), Math.min(limits.max(), MOST_REFERENCES)),
            wanted.initialize()),
        filling);
  }

  static ImportValues imports(Printing printing) {
    return ImportValues.builder()
        .addFunction(
            new HostFunction(
                HOST,
                LOG,
                LOG_TYPE,
                (instance, arguments) -> {
                  int length = Math.clamp(arguments[1], 0, MOST_LOG_BYTES);
                  printing.print(instance.memory().readString((int) arguments[0], length));
                  return new long[0];
                }))
        .build();
  }
}
