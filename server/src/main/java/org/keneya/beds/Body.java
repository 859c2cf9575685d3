// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** The JSON object of a request, read member by member; what is wrong is refused with its path. */
final class Body {
    private static final int LARGEST = 16 * 1024;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final Json.Obj body;

    private Body(Json.Obj body) {
        this.body = body;
    }

    /**
     * @param members that may be there
     * @throws ProblemException 400 for what is no JSON, 413 for too much of it, 422 for a member nobody knows
     */
    static Body of(byte @Nullable [] bytes, Set<String> members) {
        if (bytes == null || bytes.length == 0) {
            return new Body(new Json.Obj());
        }
        if (bytes.length > LARGEST) {
            throw new ProblemException(new Problem.TooLarge(
                    List.of(Issue.error("too-long", "The body has at most %d bytes".formatted(LARGEST)))));
        }
        Json.Obj body = JsonText.readObject(bytes);
        for (int i = 0; i < body.size(); i++) {
            if (!members.contains(body.name(i))) {
                throw refused("structure", "There is no such member", printable(body.name(i)));
            }
        }
        return new Body(body);
    }

    /** A name that nobody knows may be anything. */
    private static String printable(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_-]{0,40}") ? name : "?";
    }

    Json.Obj json() {
        return body;
    }

    boolean has(String name) {
        return body.has(name);
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw refused("required", "It is missing", name);
        }
        return text;
    }

    @Nullable
    String text(String name) {
        return switch (body.get(name)) {
            case null -> null;
            case Json.Str(String text) -> text;
            default -> throw refused("value", "A text is expected", name);
        };
    }

    @Nullable
    String id(String name) {
        String text = text(name);
        if (text != null && !isId(text)) {
            throw refused("value", "An id has 1 to 64 of A-Z a-z 0-9 . -", name);
        }
        return text;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** One of the codes that the reader knows. */
    <T> @Nullable T code(String name, Function<String, T> reader) {
        String text = text(name);
        try {
            return text == null ? null : reader.apply(text);
        } catch (IllegalArgumentException unknown) {
            throw refused("value", "The code is " + unknown.getMessage(), name);
        }
    }

    @Nullable
    Boolean flag(String name) {
        return switch (body.get(name)) {
            case null -> null;
            case Json.Bool flag -> flag == Json.Bool.TRUE;
            default -> throw refused("value", "true or false is expected", name);
        };
    }

    double required(String name, double least, double most) {
        Double number = decimal(name, least, most);
        if (number == null) {
            throw refused("required", "It is missing", name);
        }
        return number;
    }

    @Nullable
    Double decimal(String name, double least, double most) {
        BigDecimal number = number(name);
        if (number == null) {
            return null;
        }
        double value = number.doubleValue();
        if (!(value >= least && value <= most)) {
            throw refused("value", "It lies between %s and %s".formatted(plain(least), plain(most)), name);
        }
        return value;
    }

    int whole(String name, int least, int most, int usual) {
        BigDecimal number = number(name);
        if (number == null) {
            return usual;
        }
        if (number.stripTrailingZeros().scale() > 0
                || number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw refused("value", "A whole number, %d to %d, is expected".formatted(least, most), name);
        }
        return number.intValue();
    }

    private @Nullable BigDecimal number(String name) {
        return switch (body.get(name)) {
            case null -> null;
            case Json.Num number -> number.decimal();
            default -> throw refused("value", "A number is expected", name);
        };
    }

    /** Texts of an array, each accepted by the pattern. */
    Set<String> texts(String name, Pattern accepted, int most) {
        Json value = body.get(name);
        if (value == null) {
            return Set.of();
        }
        if (!(value instanceof Json.Arr array) || array.size() > most) {
            throw refused("value", "A list of at most %d codes is expected".formatted(most), name);
        }
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof Json.Str(String text))
                    || !accepted.matcher(text).matches()) {
                throw refused("value", "Expected " + accepted.pattern(), "%s[%d]".formatted(name, i));
            }
            texts.add(text);
        }
        return texts;
    }

    static ProblemException refused(String code, String why, String path) {
        return Refusals.refused(Refusals.Kind.UNPROCESSABLE, code, why, path);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
