package io.florin.ops.tool.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The schema of the wire as its own file has it: which field lies where, of which type, and what it means. */
final class WireSchema {
    private static final String RESOURCE = "/io/florin/protocol/florin-protocol.xml";
    private static final String ID = "Id";

    private final Map<String, Element> types = new HashMap<>();
    private final Map<Integer, Message> messages = new HashMap<>();

    /** What the bytes of a field are. */
    enum Kind {
        UINT8(1),
        UINT16(2),
        UINT32(4),
        UINT64(8),
        INT64(8),
        ID(16);

        private final int length;

        Kind(int length) {
            this.length = length;
        }

        int length() {
            return length;
        }
    }

    /**
     * One value.
     *
     * @param offset in its block or row.
     * @param count how often it is repeated.
     * @param names of its values, if it is an enumeration.
     */
    record Field(String name, int offset, Kind kind, int count, String meaning, Map<Long, String> names) {
        int length() {
            return kind.length() * count;
        }
    }

    /**
     * One template.
     *
     * @param rows fields of a row; empty if the message has none.
     * @param texts names of what has a length of its own, behind block and rows, with what they mean.
     */
    record Message(String name, int templateId, List<Field> block, List<Field> rows, List<Field> texts) {
        int blockLength() {
            return length(block);
        }

        int rowLength() {
            return length(rows);
        }

        private static int length(List<Field> fields) {
            return fields.isEmpty()
                    ? 0
                    : fields.getLast().offset() + fields.getLast().length();
        }
    }

    private WireSchema(Document document) {
        for (Element type :
                children((Element) document.getElementsByTagName("types").item(0))) {
            types.put(type.getAttribute("name"), type);
        }
        for (Element child : children(document.getDocumentElement())) {
            if (child.getTagName().equals("sbe:message")) add(child);
        }
    }

    /** The one that this build speaks. */
    static WireSchema load() {
        try (InputStream in = WireSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) throw new IllegalStateException("is not in this build: " + RESOURCE);
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return new WireSchema(factory.newDocumentBuilder().parse(in));
        } catch (IOException | SAXException | ParserConfigurationException broken) {
            throw new IllegalStateException("cannot be read: " + RESOURCE, broken);
        }
    }

    Optional<Message> message(int templateId) {
        return Optional.ofNullable(messages.get(templateId));
    }

    private void add(Element message) {
        List<Field> block = new ArrayList<>();
        List<Field> rows = new ArrayList<>();
        List<Field> texts = new ArrayList<>();
        for (Element child : children(message)) {
            switch (child.getTagName()) {
                case "field" -> block.addAll(fields(child, child.getAttribute("name"), end(block)));
                case "group" -> {
                    for (Element field : children(child)) rows.addAll(fields(field, "", end(rows)));
                }
                default ->
                    texts.add(new Field(child.getAttribute("name"), 0, Kind.UINT8, 1, meaning(child, child), Map.of()));
            }
        }
        int templateId = Integer.parseInt(message.getAttribute("id"));
        messages.put(templateId, new Message(message.getAttribute("name"), templateId, block, rows, texts));
    }

    private static int end(List<Field> before) {
        return before.isEmpty()
                ? 0
                : before.getLast().offset() + before.getLast().length();
    }

    /** A type or reference, taken apart down to single values. */
    private List<Field> fields(Element use, String name, int next) {
        int offset = use.hasAttribute("offset") ? Integer.parseInt(use.getAttribute("offset")) : next;
        String typeName = use.hasAttribute("primitiveType") ? "" : use.getAttribute("type");
        Element type = typeName.isEmpty() ? null : types.get(typeName);
        if (type == null) {
            String primitive = typeName.isEmpty() ? use.getAttribute("primitiveType") : typeName;
            int count = use.hasAttribute("length") ? Integer.parseInt(use.getAttribute("length")) : 1;
            return List.of(new Field(name, offset, kind(primitive), count, meaning(use, use), Map.of()));
        }
        if (typeName.equals(ID)) return List.of(new Field(name, offset, Kind.ID, 1, meaning(use, type), Map.of()));
        if (type.getTagName().equals("enum")) {
            return List.of(new Field(
                    name, offset, kind(type.getAttribute("encodingType")), 1, meaning(use, type), names(type)));
        }
        List<Field> parts = new ArrayList<>();
        for (Element part : children(type)) {
            String path = name.isEmpty() ? part.getAttribute("name") : name + "." + part.getAttribute("name");
            for (Field field : fields(part, path, end(parts))) parts.add(field);
        }
        return parts.stream()
                .map(part -> new Field(
                        part.name(), offset + part.offset(), part.kind(), part.count(), part.meaning(), part.names()))
                .toList();
    }

    private static Kind kind(String primitive) {
        return switch (primitive) {
            case "uint8", "char" -> Kind.UINT8;
            case "uint16" -> Kind.UINT16;
            case "uint32" -> Kind.UINT32;
            case "uint64" -> Kind.UINT64;
            case "int64" -> Kind.INT64;
            default -> throw new IllegalStateException("no such type in the schema: " + primitive);
        };
    }

    private static Map<Long, String> names(Element enumeration) {
        Map<Long, String> names = new HashMap<>();
        for (Element value : children(enumeration)) {
            names.put(Long.parseLong(value.getTextContent().strip()), value.getAttribute("name"));
        }
        return names;
    }

    private static String meaning(Element use, Element type) {
        String own = use.getAttribute("description");
        return own.isEmpty() ? type.getAttribute("description") : own;
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) children.add(element);
        }
        return children;
    }
}
