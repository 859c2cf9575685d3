// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.text.Normalizer;

/** One spelling for all spellings: lower case, no accents, ligatures opened, runs of anything else as one space. */
public final class Words {
    private Words() {}

    /** Folded text, such as {@code d herve} for {@code D’Hervé} and {@code oe} for {@code Œ}; may be empty. */
    public static String fold(String text) {
        String plain = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKD);
        var folded = new StringBuilder(plain.length() + 4);
        boolean gap = false;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (Character.getType(c) == Character.NON_SPACING_MARK) {
                continue;
            }
            if (!Character.isLetterOrDigit(c)) {
                gap = true;
                continue;
            }
            if (gap && !folded.isEmpty()) {
                folded.append(' ');
            }
            gap = false;
            switch (c) {
                case 'œ', 'Œ' -> folded.append("oe");
                case 'æ', 'Æ' -> folded.append("ae");
                case 'ß', 'ẞ' -> folded.append("ss");
                case 'ø', 'Ø' -> folded.append('o');
                case 'ł', 'Ł' -> folded.append('l');
                case 'đ', 'Đ', 'ð', 'Ð' -> folded.append('d');
                case 'þ', 'Þ' -> folded.append("th");
                case 'ı' -> folded.append('i');
                default -> folded.append(Character.toLowerCase(c));
            }
        }
        return folded.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
