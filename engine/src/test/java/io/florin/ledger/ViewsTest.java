package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A view is filled again and again: what an earlier answer left in it is never seen. */
class ViewsTest {
    private static final Set<String> GIVEN = Set.of("idHigh", "idLow");

    private final Host host = Host.started().accounts(2);

    /** All that a view shows, by name. */
    private static Map<String, Long> shown(Object view) throws IllegalAccessException, InvocationTargetException {
        Map<String, Long> shown = new TreeMap<>();
        for (Method method : view.getClass().getDeclaredMethods()) {
            boolean isShown =
                    method.getParameterCount() == 0 && method.getReturnType().isPrimitive();
            if (isShown && method.getReturnType() != void.class) {
                shown.put(method.getName(), ((Number) method.invoke(view)).longValue());
            }
        }
        return shown;
    }

    /** Every value of a view set to something that no answer leaves. */
    private static void soil(Object view) throws IllegalAccessException, InvocationTargetException {
        for (Method method : view.getClass().getDeclaredMethods()) {
            if (method.getParameterCount() != 1) continue;
            Class<?> type = method.getParameterTypes()[0];
            if (type == long.class) method.invoke(view, -77L);
            if (type == int.class) method.invoke(view, 77);
        }
    }

    @Test
    void ofAnAccountThatIsNotThere() throws Exception {
        var view = new AccountView();
        Map<String, Long> empty = shown(view);
        soil(view);
        assertFalse(shown(view).containsValue(0L), "everything is soiled");
        assertFalse(host.ledger.lookup(Operator.LOCAL, Host.HIGH, 9, view));
        assertEquals(empty, shown(view));
    }

    @Test
    void ofATransferThatIsNotThere() throws Exception {
        var view = new TransferView();
        Map<String, Long> empty = shown(view);
        soil(view);
        assertFalse(shown(view).containsValue(0L), "everything is soiled");
        host.ledger.lookup(Operator.LOCAL, Host.idHigh(host.timeNs / Durations.NS_PER_MS), 9, view);
        Map<String, Long> unknown = shown(view);
        unknown.keySet().removeAll(GIVEN);
        empty.keySet().removeAll(GIVEN);
        assertEquals(empty, unknown);
    }

    /** A burnt id shows its status and nothing of the transfer that the view showed before. */
    @Test
    void ofABurntId() throws Exception {
        TransferCommand burnt = host.transfer(1, 99, 5);
        host.decide(burnt);
        var clean = new TransferView();
        host.ledger.lookup(Operator.LOCAL, burnt.idHigh(), burnt.idLow(), clean);
        assertEquals(CreateTransferResult.CREDIT_ACCOUNT_NOT_FOUND.code(), clean.status());
        var soiled = new TransferView();
        soil(soiled);
        host.ledger.lookup(Operator.LOCAL, burnt.idHigh(), burnt.idLow(), soiled);
        assertEquals(shown(clean), shown(soiled));
    }

    /** The same account and the same transfer in a soiled view as in a clean one. */
    @Test
    void ofWhatIsThere() throws Exception {
        TransferCommand hold = host.pending(1, 2, 5).timeoutSeconds(3).userData64(4);
        host.decide(hold);
        var cleanTransfer = new TransferView();
        var soiledTransfer = new TransferView();
        soil(soiledTransfer);
        host.ledger.lookup(Operator.LOCAL, hold.idHigh(), hold.idLow(), cleanTransfer);
        host.ledger.lookup(Operator.LOCAL, hold.idHigh(), hold.idLow(), soiledTransfer);
        assertEquals(shown(cleanTransfer), shown(soiledTransfer));

        var cleanAccount = new AccountView();
        var soiledAccount = new AccountView();
        soil(soiledAccount);
        host.ledger.lookup(Operator.LOCAL, Host.HIGH, 1, cleanAccount);
        host.ledger.lookup(Operator.LOCAL, Host.HIGH, 1, soiledAccount);
        assertEquals(shown(cleanAccount), shown(soiledAccount));
    }
}
