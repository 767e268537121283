package io.florin.gateway.session;

import java.util.UUID;

/**
 * What a session is found by: its id belongs to the key that negotiated it. Somebody else who names the same id names
 * another session, and so hears nothing of this one.
 *
 * @param credentials name of the key.
 */
record SessionKey(String credentials, UUID id) {}
