package io.florin.gateway;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.RawClient.Response;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract itself must be able to fail. */
class ContractTest {
    private static final String ID = "019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44";
    private static final String TIME = "2026-11-20T18:04:11.123456789Z";

    private final Contract contract = Contract.served();

    @Test
    void takesWhatIsDeclared() {
        contract.check("POST", "/v1/transfers", answer(201, created("'result':'created','timestamp':'" + TIME + "'")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a field that is not declared | 201 | 'result':'created','timestamp':'%s','more':1
            a field that is missing      | 201 | 'result':'created'
            a word that is not listed    | 201 | 'result':'made','timestamp':'%s'
            a time without nanoseconds   | 201 | 'result':'created','timestamp':'2026-11-20T18:04:11Z'
            a status not declared        | 202 | 'result':'created','timestamp':'%s'
            """, quoteCharacter = '"')
    void refusesABodyThatIsOtherwise(String mistake, int status, String fields) {
        Response answer = answer(status, created(fields.replace("%s", TIME)));
        var refusal =
                assertThrows(AssertionError.class, () -> contract.check("POST", "/v1/transfers", answer), mistake);
        assertTrue(String.valueOf(refusal.getMessage()).contains(answer.body()), refusal::getMessage);
    }

    @Test
    void refusesAnAnswerWithoutItsPosition() {
        Response whole = answer(201, created("'result':'created','timestamp':'" + TIME + "'"));
        Map<String, String> headers = new TreeMap<>(whole.headers());
        headers.remove("Florin-Sequence");
        var answer = new Response(201, headers, whole.body());
        assertThrows(AssertionError.class, () -> contract.check("POST", "/v1/transfers", answer));
    }

    @Test
    void refusesAProblemThatNobodyListed() {
        String body = "{'type':'/problems/no','title':'No','status':422,'code':'no','retryable':false,'request_id':'r'}"
                .replace('\'', '"');
        var answer = new Response(422, Map.of("Content-Type", "application/problem+json"), body);
        assertThrows(AssertionError.class, () -> contract.check("POST", "/v1/transfers", answer));
    }

    private static String created(String fields) {
        return ("{'id':'" + ID + "'," + fields + "}").replace('\'', '"');
    }

    private static Response answer(int status, String body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        headers.put("Florin-Sequence", "7;epoch=1");
        headers.put("Florin-Durability", "disk");
        return new Response(status, headers, body);
    }
}
