// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** Takes many hospitals in: each one whole or not at all, some at a time, so that emergencies never wait behind a file. */
final class Registration {
    private static final int BEDS_AT_ONCE = 2_000;
    private static final int ATTEMPTS = 5;

    private final BedWriter writer;

    Registration(BedWriter writer) {
        this.writer = writer;
    }

    /**
     * What was taken in.
     *
     * @param refused by id of the hospital: why not
     */
    record Taken(int hospitals, int beds, List<Refused> refused) {}

    record Refused(String hospital, Problem problem) {}

    /**
     * @param establishment whose staff keeps the beds; null leaves that as it is
     * @throws ProblemException when the service is too busy to go on; what was taken in before stays
     */
    Taken register(List<HospitalFile.Listed> hospitals, @Nullable Integer establishment) {
        List<Refused> refused = new ArrayList<>();
        List<Command.Register> together = new ArrayList<>();
        int beds = 0;
        int waiting = 0;
        for (HospitalFile.Listed listed : hospitals) {
            together.add(new Command.Register(listed.hospital(), listed.beds(), establishment));
            waiting += listed.beds().size();
            if (waiting >= BEDS_AT_ONCE) {
                beds += carryOut(together, refused);
                together.clear();
                waiting = 0;
            }
        }
        beds += carryOut(together, refused);
        return new Taken(hospitals.size() - refused.size(), beds, refused);
    }

    private int carryOut(List<Command.Register> together, List<Refused> refused) {
        int beds = 0;
        List<Command.Register> left = List.copyOf(together);
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            List<Answer> answers = writer.carryOut(left);
            List<Command.Register> again = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                Command.Register register = left.get(i);
                switch (answers.get(i)) {
                    case Answer.Refused(Problem problem) ->
                        refused.add(new Refused(register.hospital().id(), problem));
                    case Answer.Busy busy -> {
                        if (attempt == ATTEMPTS) {
                            throw new ProblemException(Refusals.busy(busy));
                        }
                        again.add(register); // taking a hospital in twice changes nothing
                    }
                    case Answer.Done _, Answer.Made _, Answer.Changed _, Answer.NoneFits _ ->
                        beds += register.beds().size();
                }
            }
            left = again;
        }
        return beds;
    }
}
