package dev.headwater.edge.function.wasm;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import dev.headwater.edge.function.EdgeFunction;
import dev.headwater.edge.function.FunctionSettings;
import dev.headwater.edge.function.InvalidFunctionException;
import dev.headwater.edge.function.Program;
import dev.headwater.edge.function.watch.Watch;
import java.util.function.Function;

/** A module of WebAssembly, checked and compiled to Java's own code. Thread-safe. */
public final class WasmProgram implements Program {
  private static final int PAGE_BYTES = 64 * 1024;

  private final FunctionSettings settings;
  private final WasmModule module;
  private final Function<Instance, Machine> machine;
  private final MemoryLimits memory;

  private WasmProgram(
      FunctionSettings settings,
      WasmModule module,
      Function<Instance, Machine> machine,
      MemoryLimits memory) {
    this.settings = settings;
    this.module = module;
    this.machine = machine;
    this.memory = memory;
  }

  /** Reads a function from a module in its binary form. */
  public static WasmProgram read(FunctionSettings settings, byte[] bytes)
      throws InvalidFunctionException {
    try {
      WasmModule module = Parser.parse(bytes);
      Contract.check(module);
      MemoryLimits memory = memory(settings, module);
      return new WasmProgram(settings, module, MachineFactoryCompiler.compile(module), memory);
    } catch (RuntimeException e) { // a broken module makes Chicory throw all kinds of them
      throw new InvalidFunctionException("no module that can be run: " + e.getMessage());
    }
  }

  private static MemoryLimits memory(FunctionSettings settings, WasmModule module)
      throws InvalidFunctionException {
    MemoryLimits wanted =
        module.memorySection().map(section -> section.getMemory(0).limits()).orElseThrow();
    int most = Math.toIntExact(settings.maxMemory().bytes() / PAGE_BYTES);
    if (wanted.initialPages() > most) {
      throw new InvalidFunctionException(
          "it begins with %d pages of memory (expected: <= %d, which max-memory allows)"
              .formatted(wanted.initialPages(), most));
    }
    return new MemoryLimits(wanted.initialPages(), Math.min(wanted.maximumPages(), most));
  }

  @Override
  public EdgeFunction open(Watch watch) {
    return new WasmFunction(this, settings, watch);
  }

  /** In a state that no call has seen. Runs the module's start function, if it has one. */
  Instance instance(ImportValues imports) {
    return Instance.builder(module)
        .withMachineFactory(machine)
        .withMemoryLimits(memory)
        .withTableFactory(Contract::table)
        .withImportValues(imports)
        .withStart(false)
        .build();
  }
}
