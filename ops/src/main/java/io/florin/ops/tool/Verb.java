package io.florin.ops.tool;

import java.util.concurrent.Callable;

/**
 * A verb that another module adds to the command line: a class with picocli's {@code @Command}, whose call answers with
 * an {@link ExitCode}. Found by {@link java.util.ServiceLoader}, so that ops need not know who brings it.
 */
public interface Verb extends Callable<Integer> {}
