/**
 * Every number that leaves the process: counter ids, labels, and the layout of the error log. Uses nothing of ours;
 * a counter has one writer and any number of readers.
 */
@NullMarked
package io.florin.counters;

import org.jspecify.annotations.NullMarked;
