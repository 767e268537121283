/**
 * JMH benchmarks: nanoseconds and bytes per operation. The only home of JMH, which no release contains.
 */
@NullMarked
package io.florin.bench.micro;

import org.jspecify.annotations.NullMarked;
