// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a French name sounds, as a short key: names that are said alike have the same key, such as Lefèvre, Lefebvre and
 * Lefaivre, or Dupont, Dupond and Duponts. Rules of French spelling applied in order, longest first; made for names, so
 * final consonants are taken as silent.
 */
final class Sound {
    /** Spelling to sound. Upper case stands for a sound that is done with: A, I, O nasal vowels; X as in chat; U as in ou. */
    private static final List<Map.Entry<Pattern, String>> SPELLINGS = List.of(
            rule("(.)\\1+", "$1"),
            rule("^h|(?<=[^cps])h", ""),
            rule("ph", "f"),
            rule("ch(?=[rl])", "k"),
            rule("sch|sh|ch", "X"),
            rule("th", "t"),
            rule("gn", "N"),
            rule("bv|bvr", "v"),
            rule("qu|ck|q", "k"),
            rule("gu(?=[eiy])", "g"),
            rule("ge(?=[ao])", "j"),
            rule("sc(?=[eiy])", "s"),
            rule("c(?=[eiy])", "s"),
            rule("c", "k"),
            rule("g(?=[eiy])", "j"),
            rule("ti(?=on)", "si"),
            rule("aul[tdx]", "o"),
            rule("(eau|au|eaux|aux)", "o"),
            rule("(ain|ein|aim|eim|in|im|yn|ym|un|um)(?![aeiouy])", "I"),
            rule("(ien)(?![aeiouy])", "iI"),
            rule("(aen|aan|an|am|en|em|ean)(?![aeiouy])", "A"),
            rule("(on|om)(?![aeiouy])", "O"),
            rule("oe", "e"),
            rule("(ou|w)", "U"),
            rule("oi|oy", "Ua"),
            rule("(ai|ei|ay|ey|ae|eu)", "e"),
            rule("y", "i"),
            rule("z", "s"),
            rule("x", "s"),
            rule("(ille|ill|il)$", "i"),
            rule("[esxtdpz]+$", ""),
            rule("(?<=.)[h]", ""),
            rule("(.)\\1+", "$1"));

    private Sound() {}

    /** Key of one folded word; empty when nothing is left to hear. */
    static String of(String word) {
        String sound = word;
        for (var spelling : SPELLINGS) {
            sound = spelling.getKey().matcher(sound).replaceAll(spelling.getValue());
        }
        return sound;
    }

    private static Map.Entry<Pattern, String> rule(String spelling, String sound) {
        return Map.entry(Pattern.compile(spelling), sound);
    }
}
