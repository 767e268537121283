/**
 * Every byte that leaves the process: frames and the codecs generated from one schema. Uses nothing of ours; any
 * thread may use a codec, each thread its own.
 */
@NullMarked
package io.florin.protocol;

import org.jspecify.annotations.NullMarked;
