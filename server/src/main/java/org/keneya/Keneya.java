// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.util.Arrays;
import org.keneya.imports.ImportCommand;
import org.keneya.imports.ImportHospitalsCommand;
import org.keneya.synthetic.GenerateCommand;

/** The program: {@code start}, {@code import}, {@code import-hospitals}, {@code generate}, {@code verify-audit}. The launcher {@code ./keneya} finds a JDK and calls it. */
public final class Keneya {
    private Keneya() {}

    public static void main(String[] arguments) {
        String verb = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        int status = switch (verb) {
            case "start" -> Start.run(rest);
            case "import" -> ImportCommand.run(rest);
            case "import-hospitals" -> ImportHospitalsCommand.run(rest);
            case "generate" -> GenerateCommand.run(rest);
            case "verify-audit" -> VerifyAudit.run(rest);
            default -> {
                System.err.println("Usage: keneya start | import | import-hospitals | generate | verify-audit");
                yield 2;
            }
        };
        if (status != 0) {
            System.exit(status);
        }
    }
}
