// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A word and what is left of it when any one letter is taken away. Two words of which one slip of the hand makes the other
 * (a letter more, less, other, or two swapped) share at least one of these, so near spellings are found by equality.
 */
final class NearSpellings {
    /** Shorter words have too many neighbours to tell anything. */
    static final int SHORTEST = 4;

    private NearSpellings() {}

    static Set<String> of(String word) {
        Set<String> near = new LinkedHashSet<>();
        if (word.length() < SHORTEST) {
            return near;
        }
        near.add(word);
        for (int i = 0; i < word.length(); i++) {
            near.add(word.substring(0, i) + word.substring(i + 1));
        }
        return near;
    }

    /** Edits (insert, delete, replace, swap neighbours) from one word to the other, counted up to 3. */
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 2) {
            return 3;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return Math.min(3, last[b.length()]);
    }
}
