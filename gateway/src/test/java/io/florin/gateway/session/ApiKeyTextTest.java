package io.florin.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class ApiKeyTextTest {
    @Test
    void isReadAsItWasMade() {
        ApiKeyText key = ApiKeyText.random();
        assertEquals(key, ApiKeyText.parse(key.text()));
        assertNotEquals(key.text(), ApiKeyText.random().text());
        assertEquals("fl_live_" + key.id() + "_…", key.toString());
    }

    @Test
    void everyMistypedLetterIsSeen() {
        String text = ApiKeyText.random().text();
        int secretAt = text.lastIndexOf('_') + 1;
        for (int i = 0; i < text.length(); i++) {
            for (char c : "0123456789abcdefghijklmnopqrstuvwxyzABC_ -é".toCharArray()) {
                boolean isId = i >= "fl_live_".length() && i < secretAt - 1;
                if (c == text.charAt(i) || isId) continue;
                assertNull(ApiKeyText.parse(text.substring(0, i) + c + text.substring(i + 1)), i + " " + c);
            }
        }
    }

    @Test
    void everyCutKeyIsSeen() {
        String text = ApiKeyText.random().text();
        for (int i = 0; i < text.length(); i++) assertNull(ApiKeyText.parse(text.substring(0, i)));
        assertNull(ApiKeyText.parse(text + "0"));
    }

    @Test
    void anIdHasItsLettersAndNoOthers() {
        assertFalse(ApiKeyText.isId("7k2mq0c"));
        assertFalse(ApiKeyText.isId("7k2mq0cu"));
        assertFalse(ApiKeyText.isId("7K2MQ0C9"));
    }
}
