// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.patch;

import java.util.List;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** Ways a patch is refused: 400 when it is no patch, 422 when it does not fit the resource. */
final class PatchRefusal {
    private PatchRefusal() {}

    static ProblemException malformed(String code, String why, String place) {
        return ProblemException.invalid(code, why, place);
    }

    static ProblemException unfit(String why, String place) {
        return new ProblemException(new Problem.Unprocessable(List.of(Issue.error("processing", why, place))));
    }
}
