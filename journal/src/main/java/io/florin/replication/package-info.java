/**
 * Reserved for the standby: streaming records, acknowledgements, takeover and fencing. Empty until there is a
 * second node.
 */
@NullMarked
package io.florin.replication;

import org.jspecify.annotations.NullMarked;
