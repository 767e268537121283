/**
 * The place of the standby: streaming records, acknowledgements, takeover and fencing. One empty stage until there is a
 * second node.
 */
@NullMarked
package io.florin.replication;

import org.jspecify.annotations.NullMarked;
