/**
 * Reserved for the tail of the journal into a read model. Never touches the ledger.
 */
@NullMarked
package io.florin.projection;

import org.jspecify.annotations.NullMarked;
