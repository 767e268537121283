package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One form of the header, and every character that may be otherwise. */
class SignatureInputTest {
    private static final String WHOLE = "sig=(\"@method\" \"@path\" \"content-digest\");created=1618884473"
            + ";keyid=\"7k2mq0c9\";alg=\"ed25519\";nonce=\"a-b_c.1\";expires=1618884533;tag=\"app\"";

    @Test
    void everyPartIsThere() {
        var input = Objects.requireNonNull(SignatureInput.parse(WHOLE));
        assertEquals("sig", input.label());
        assertEquals(List.of("@method", "@path", "content-digest"), input.components());
        assertEquals(WHOLE.substring("sig=".length()), input.parameters());
        assertEquals(1_618_884_473, input.created());
        assertEquals(1_618_884_533, input.expires());
        assertEquals("7k2mq0c9", input.keyId());
        assertEquals("ed25519", input.algorithm());
        assertEquals("a-b_c.1", input.nonce());
    }

    @Test
    void whatIsLeftOutIsEmpty() {
        var input = Objects.requireNonNull(SignatureInput.parse("*s-1=()"));
        assertEquals(List.of(), input.components());
        assertEquals(SignatureInput.ABSENT, input.created());
        assertEquals(SignatureInput.ABSENT, input.expires());
        assertEquals("", input.keyId() + input.nonce() + input.algorithm());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "sig",
                "sig=",
                "sig=(",
                "sig=\"@path\"",
                "=(\"@path\")",
                "Sig=(\"@path\")",
                "1sig=(\"@path\")",
                "sig =(\"@path\")",
                "sig= (\"@path\")",
                "sig=( \"@path\")",
                "sig=(\"@path\" )",
                "sig=(\"@path\"  \"@query\")",
                "sig=(\"@path\"\"@query\")",
                "sig=(\"@path\" \"@path\")",
                "sig=(\"@path)",
                "sig=(@path)",
                "sig=(\"\")",
                "sig=(\"Date\")",
                "sig=(\"date\";sf)",
                "sig=(\"@path\") ",
                "sig=(\"@path\"), b=(\"@path\")",
                "sig=(\"@path\");",
                "sig=(\"@path\"); created=1",
                "sig=(\"@path\");created",
                "sig=(\"@path\");created=",
                "sig=(\"@path\");created=-1",
                "sig=(\"@path\");created=1.5",
                "sig=(\"@path\");created=\"1\"",
                "sig=(\"@path\");created=1234567890123456",
                "sig=(\"@path\");created=1;created=1",
                "sig=(\"@path\");keyid=1",
                "sig=(\"@path\");nonce=1",
                "sig=(\"@path\");alg=1",
                "sig=(\"@path\");nonce=\"a",
                "sig=(\"@path\");nonce=\"a\\\"b\"",
                "sig=(\"@path\");nonce=\"\u00e9\"",
                "sig=(\"@path\");nonce=\"\t\"",
                "sig=(\"@path\");nonce=?1",
                "sig=(\"@path\");expires=\"1\"",
                "sig=(\"@path\");averyverylongname=1",
                "sig=(\"@path\");=1"
            })
    void anyOtherFormIsNone(String text) {
        assertNull(SignatureInput.parse(text));
    }

    @Test
    void everythingHasALimit() {
        assertNotNull(SignatureInput.parse("a".repeat(32) + "=()"));
        assertNull(SignatureInput.parse("a".repeat(33) + "=()"));
        assertNotNull(SignatureInput.parse("s=(\"" + "a".repeat(64) + "\")"));
        assertNull(SignatureInput.parse("s=(\"" + "a".repeat(65) + "\")"));
        assertNotNull(SignatureInput.parse("s=();nonce=\"" + "a".repeat(128) + '"'));
        assertNull(SignatureInput.parse("s=();nonce=\"" + "a".repeat(129) + '"'));
        var names = new StringBuilder("s=(\"a0\"");
        for (int i = 1; i < 16; i++) names.append(" \"a").append(i).append('"');
        assertNotNull(SignatureInput.parse(names + ")"));
        assertNull(SignatureInput.parse(names + " \"a16\")"));
        assertNull(SignatureInput.parse("s=()" + ";tag=1".repeat(200)));
    }
}
