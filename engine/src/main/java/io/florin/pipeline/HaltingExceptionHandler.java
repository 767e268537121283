package io.florin.pipeline;

import com.lmax.disruptor.ExceptionHandler;

/**
 * Any exception in a stage ends the process. Disruptor's own handler would stop one processor and let producers wait
 * for ever.
 */
final class HaltingExceptionHandler implements ExceptionHandler<Slot> {
    private final Halt halt;

    HaltingExceptionHandler(Halt halt) {
        this.halt = halt;
    }

    @Override
    public void handleEventException(Throwable broken, long ringSequence, Slot slot) {
        halt.halt(Halt.BROKEN, "stage behind the ledger at ring sequence " + ringSequence, broken);
        throw new IllegalStateException("a halted pipeline must not go on", broken);
    }

    @Override
    public void handleOnStartException(Throwable broken) {
        halt.halt(Halt.BROKEN, "start of a stage", broken);
    }

    @Override
    public void handleOnShutdownException(Throwable broken) {
        halt.halt(Halt.BROKEN, "end of a stage", broken);
    }
}
