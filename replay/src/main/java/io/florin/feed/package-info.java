/**
 * Reserved for tails of the journal that serve outsiders. Never touches the ledger.
 */
@NullMarked
package io.florin.feed;

import org.jspecify.annotations.NullMarked;
