// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HospitalPiecesTest {
    private static final String HEADER = "name,id,beds";

    @Test
    void theLinesOfAHospitalStayTogetherAndKnowWhereTheyStood() {
        StringBuilder file = new StringBuilder(HEADER).append("\r\n");
        for (int i = 0; i < 3_000; i++) {
            file.append("H").append(i % 1_500).append(",FR-").append(i % 1_500).append(",3\r\n");
        }
        List<HospitalPieces.Piece> pieces = HospitalPieces.of(file.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(pieces).hasSize(2);
        assertThat(pieces.getFirst().text()).startsWith(HEADER + "\nH0,FR-0,3\nH0,FR-0,3\nH1,FR-1,3\n");
        assertThat(pieces.getFirst().text().lines()).hasSize(2_001);
        assertThat(pieces.getLast().text()).startsWith(HEADER + "\nH1000,FR-1000,3\nH1000,FR-1000,3\n");
        assertThat(pieces.getFirst().line(2)).isEqualTo(2);
        assertThat(pieces.getFirst().line(3)).isEqualTo(1_502);
        assertThat(pieces.getLast().line(2)).isEqualTo(1_002);
        assertThat(pieces.getLast().line(1)).isEqualTo(1);
    }

    @Test
    void anEmptyFileIsStillSentSoThatTheServerSaysWhatIsWrong() {
        assertThat(HospitalPieces.of(new byte[0]))
                .extracting(HospitalPieces.Piece::text)
                .containsExactly("\n");
    }
}
