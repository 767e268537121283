package io.florin.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.TestNode;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller gets wrong is said to that caller, at once, and is no other caller's trouble. */
class BadArgumentsTest {
    private static final UUID BANK = new UUID(0, 1);
    private static final UUID ALICE = new UUID(0, 2);

    /** On the wire a code has 16 bits; 70,000 must not silently become 4,464. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, 70_000, Integer.MIN_VALUE})
    void aCodeThatDoesNotFitIsRefused(int code) {
        var transfer =
                assertThrows(IllegalArgumentException.class, () -> Transfer.of(Ids.next(), BANK, ALICE, 1, 978, code));
        assertEquals("must be from 0 to 65535: code=" + code, transfer.getMessage());
        var account = assertThrows(IllegalArgumentException.class, () -> Account.of(BANK, 978, code));
        assertEquals("must be from 0 to 65535: code=" + code, account.getMessage());
    }

    @Test
    @SuppressWarnings("NullAway") // callers need not be checked by it
    void anIdThatIsNullIsRefusedWhereItIsGiven() {
        assertThrows(NullPointerException.class, () -> Transfer.of(Ids.next(), null, ALICE, 1, 978, 1));
        assertThrows(NullPointerException.class, () -> Account.of(null, 978, 1));
    }

    /** The first request of all, so that nobody else would wake the event loop for it. */
    @Test
    @SuppressWarnings("NullAway") // callers need not be checked by it
    void aListWithAHoleInItLeavesTheConnectionAsItWas() throws Exception {
        try (var node = TestNode.start();
                var client = node.client()) {
            List<Account> holed = Arrays.asList(Account.of(BANK, 978, 1), null);
            assertThrows(NullPointerException.class, () -> client.createAccounts(holed));

            var results = client.createAccounts(List.of(Account.of(BANK, 978, 1), Account.of(ALICE, 978, 1)))
                    .get(20, TimeUnit.SECONDS);
            assertTrue(results.isSuccess(), results.toString());
            var whole = client.createAccounts(accounts(Florin.EVENTS_MAX)).get(20, TimeUnit.SECONDS);
            var rest = client.createAccounts(accounts(Florin.EVENTS_MAX)).get(20, TimeUnit.SECONDS);
            assertTrue(whole.isSuccess() && rest.isSuccess(), "the credit of the refused one is back");
        }
    }

    @Test
    void anAnswerThatCannotBeReadLeavesTheOutcomeUnknown() {
        var request = new PendingRequest<String>(1, 0, true, (encoder, out, id) -> {}, (decoder, frame, offset) -> {
            throw new IllegalStateException("from a newer node");
        });
        request.answer(new AnswerDecoder(), new UnsafeBuffer(new byte[8]), 0);
        var unknown =
                assertThrows(CompletionException.class, () -> request.future().join());
        assertInstanceOf(OutcomeUnknownException.class, unknown.getCause());
    }

    private static List<Account> accounts(int count) {
        return Stream.generate(() -> Account.of(Ids.next(), 978, 1))
                .limit(count)
                .toList();
    }
}
