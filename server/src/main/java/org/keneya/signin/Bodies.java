// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Small JSON bodies of the sign-in doors. */
final class Bodies {
    private static final int LARGEST = 64 * 1024;

    private Bodies() {}

    /** The body; an empty object when there is none. */
    static Json.Obj object(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LARGEST);
        return bytes.length == 0 ? new Json.Obj() : JsonText.readObject(bytes);
    }

    /** A member that must be there. */
    static String text(Json.Obj body, String name) {
        return Optional.ofNullable(body.string(name))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> ProblemException.invalid("required", "%s is missing".formatted(name), name));
    }

    static Json.Arr texts(List<String> texts) {
        Json.Arr list = new Json.Arr();
        texts.forEach(text -> list.add(new Json.Str(text)));
        return list;
    }
}
