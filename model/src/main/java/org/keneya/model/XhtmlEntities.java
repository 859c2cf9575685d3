// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.HashMap;
import java.util.Map;

/**
 * Narratives may name characters as HTML does, the no-break space being the usual one; XML without a DTD knows five names only
 * (http://hl7.org/fhir/R4/narrative.html#xhtml, https://www.w3.org/TR/xhtml1/dtds.html#h-A2).
 */
final class XhtmlEntities {
    private static final String LATIN = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
            micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
            Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
            Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
            ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
            uuml yacute thorn yuml""";
    private static final Map<String, Integer> CODES = new HashMap<>(Map.ofEntries(
            Map.entry("OElig", 338),
            Map.entry("oelig", 339),
            Map.entry("ensp", 8194),
            Map.entry("emsp", 8195),
            Map.entry("thinsp", 8201),
            Map.entry("ndash", 8211),
            Map.entry("mdash", 8212),
            Map.entry("lsquo", 8216),
            Map.entry("rsquo", 8217),
            Map.entry("sbquo", 8218),
            Map.entry("ldquo", 8220),
            Map.entry("rdquo", 8221),
            Map.entry("bdquo", 8222),
            Map.entry("dagger", 8224),
            Map.entry("bull", 8226),
            Map.entry("hellip", 8230),
            Map.entry("permil", 8240),
            Map.entry("euro", 8364),
            Map.entry("trade", 8482),
            Map.entry("larr", 8592),
            Map.entry("uarr", 8593),
            Map.entry("rarr", 8594),
            Map.entry("darr", 8595),
            Map.entry("minus", 8722),
            Map.entry("infin", 8734),
            Map.entry("asymp", 8776),
            Map.entry("ne", 8800),
            Map.entry("le", 8804),
            Map.entry("ge", 8805),
            Map.entry("alpha", 945),
            Map.entry("beta", 946),
            Map.entry("gamma", 947),
            Map.entry("delta", 948),
            Map.entry("mu", 956)));

    static {
        int code = 160;
        for (String name : Definitions.split(LATIN, ' ')) {
            CODES.put(name, code++);
        }
    }

    private XhtmlEntities() {}

    /** Named characters by number, and carriage returns too, which a reader of XML would drop. An unknown name is shown. */
    static String numbered(String xhtml) {
        if (xhtml.indexOf('&') < 0 && xhtml.indexOf('\r') < 0) {
            return xhtml;
        }
        StringBuilder out = new StringBuilder(xhtml.length() + 64);
        for (int at = 0; at < xhtml.length(); at++) {
            char c = xhtml.charAt(at);
            int end = c == '&' ? xhtml.indexOf(';', at) : -1;
            if (c == '\r') {
                out.append("&#xD;");
            } else if (end < 0 || xhtml.charAt(at + 1) == '#') {
                out.append(c);
            } else {
                out.append(numberedName(xhtml.substring(at + 1, end)));
                at = end;
            }
        }
        return out.toString();
    }

    private static String numberedName(String name) {
        Integer code = CODES.get(name);
        if (code != null) {
            return "&#" + code + ";";
        }
        return switch (name) {
            case "amp", "lt", "gt", "quot", "apos" -> "&" + name + ";";
            default -> "&amp;" + name + ";";
        };
    }
}
