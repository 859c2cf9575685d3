// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.keneya.kernel.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes {@link Json} as UTF-8 (RFC 8259). Reading is strict: one value, unique member names, at most
 * {@value #MAX_DEPTH} levels, valid UTF-8; anything else is a {@code structure} problem that names line and column, and
 * nothing of the text.
 */
public final class JsonText {
    /** Deepest nesting accepted; the deepest R4 example needs 20. */
    public static final int MAX_DEPTH = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(400)
                    .maxNameLength(256)
                    .maxStringLength(200_000_000)
                    .build())
            .build();

    /** Up to here, comparing a name with the earlier ones is faster than hashing it. */
    private static final int FEW_NAMES = 24;

    private JsonText() {}

    /** Parses one JSON object. */
    public static Json.Obj readObject(byte[] utf8) {
        return readObject(utf8, 0, utf8.length);
    }

    /** Parses one JSON object from a slice. */
    public static Json.Obj readObject(byte[] utf8, int offset, int length) {
        int fault = Utf8.firstFault(utf8, offset, offset + length);
        if (fault >= 0) {
            throw notUtf8(utf8, offset, fault);
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8, offset, length)) {
            return (Json.Obj) read(parser, JsonToken.START_OBJECT, "object");
        }
    }

    private static Json read(JsonParser parser, JsonToken wanted, String name) {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw ProblemException.invalid("structure", "The body is empty; a JSON %s is expected".formatted(name));
            }
            if (first != wanted) {
                throw at(parser, "A JSON %s is expected, not %s".formatted(name, named(first)));
            }
            Json read = value(parser);
            if (parser.nextToken() != null) {
                throw at(parser, "There is more text after the JSON " + name);
            }
            return read;
        } catch (UnexpectedEndOfInputException _) {
            throw at(parser, "Not valid JSON, the text ends too early");
        } catch (StreamConstraintsException _) {
            throw at(
                    parser,
                    "The JSON is nested deeper than %d levels, or a name or number is too long".formatted(MAX_DEPTH));
        } catch (JacksonException _) {
            // its message repeats what it met, which may be a name: the place must do
            throw at(parser, "Not valid JSON");
        }
    }

    /** Parses one JSON array. */
    public static Json.Arr readArray(byte[] utf8) {
        int fault = Utf8.firstFault(utf8, 0, utf8.length);
        if (fault >= 0) {
            throw notUtf8(utf8, 0, fault);
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8, 0, utf8.length)) {
            return (Json.Arr) read(parser, JsonToken.START_ARRAY, "array");
        }
    }

    /** Parses one JSON object from text. */
    public static Json.Obj readObject(String text) {
        return readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] bytes(Json value) {
        var out = new ByteArrayOutputStream(1024);
        write(value, out, false);
        return out.toByteArray();
    }

    public static String write(Json value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** Writes the value; the stream stays open. */
    public static void write(Json value, OutputStream out, boolean pretty) {
        ObjectWriteContext context = pretty ? PrettyContext.INSTANCE : ObjectWriteContext.empty();
        try (JsonGenerator generator =
                FACTORY.createGenerator(context, new UnclosedStream(out), tools.jackson.core.JsonEncoding.UTF8)) {
            write(value, generator);
        }
    }

    private static void write(Json value, JsonGenerator to) {
        switch (value) {
            case Json.Obj object -> {
                to.writeStartObject();
                for (int i = 0; i < object.size(); i++) {
                    to.writeName(object.name(i));
                    write(object.value(i), to);
                }
                to.writeEndObject();
            }
            case Json.Arr array -> {
                to.writeStartArray();
                for (Json item : array) {
                    write(item, to);
                }
                to.writeEndArray();
            }
            case Json.Str(String text) -> to.writeString(text);
            case Json.Num(String text) -> to.writeNumber(text);
            case Json.Bool bool -> to.writeBoolean(bool == Json.Bool.TRUE);
            case Json.Null _ -> to.writeNull();
        }
    }

    private static Json.Obj object(JsonParser parser) {
        Json.Obj object = new Json.Obj();
        Set<String> names = null;
        String name = parser.nextName();
        while (name != null) {
            if (object.size() == FEW_NAMES) {
                names = new HashSet<>();
                for (int i = 0; i < FEW_NAMES; i++) {
                    names.add(object.name(i));
                }
            }
            if (names == null ? object.has(name) : !names.add(name)) {
                throw at(parser, "Not valid JSON, a member name is given twice");
            }
            parser.nextToken();
            object.append(name, value(parser));
            name = parser.nextName();
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw at(parser, "Not valid JSON");
        }
        return object;
    }

    private static Json value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                Json.Arr array = new Json.Arr();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_STRING -> new Json.Str(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
            case VALUE_TRUE -> Json.Bool.TRUE;
            case VALUE_FALSE -> Json.Bool.FALSE;
            case VALUE_NULL -> Json.Null.NULL;
            default -> throw at(parser, "Unexpected " + named(token));
        };
    }

    private static ProblemException notUtf8(byte[] utf8, int offset, int fault) {
        int line = 1;
        int column = 1;
        for (int i = offset; i < fault; i++) {
            boolean newLine = utf8[i] == '\n';
            line += newLine ? 1 : 0;
            column = newLine ? 1 : column + 1;
        }
        return ProblemException.invalid(
                "structure", "Not valid UTF-8 at line %d, column %d (in bytes)".formatted(line, column));
    }

    private static ProblemException at(JsonParser parser, String what) {
        var location = parser.currentLocation();
        return ProblemException.invalid(
                "structure", "%s at line %d, column %d".formatted(what, location.getLineNr(), location.getColumnNr()));
    }

    private static String named(JsonToken token) {
        return switch (token) {
            case START_ARRAY, END_ARRAY -> "an array";
            case START_OBJECT, END_OBJECT -> "an object";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> token.name();
        };
    }

    /** Two-space indentation, as {@code _pretty} asks. */
    private static final class PrettyContext extends ObjectWriteContext.Base {
        static final PrettyContext INSTANCE = new PrettyContext();

        @Override
        public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return new tools.jackson.core.util.DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    /** Lets the generator be closed without closing what it writes to. */
    private static final class UnclosedStream extends java.io.FilterOutputStream {
        UnclosedStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws java.io.IOException {
            flush();
        }
    }
}
