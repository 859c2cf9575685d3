// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarrativeTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div xmlns=\"http://www.w3.org/1999/xhtml\">text</div>",
                "  <div><p class='a'>1 &lt; 2 &amp; &#233; &#xE9;<br/><img src=\"#i\" alt='x'/></p><!-- c --></div>\n",
                "<div><a href=\"https://example.org/?a=b&amp;c=d\">l</a><a href=\"mailto:a@example.org\">m</a></div>",
                "<div><img src=\"data:image/png;base64,AAAA\"/></div>",
                "<div><table style=\"border: 1px solid; color:#fff !important\"><tr><td colspan='2'>x</td></tr></table></div>",
                "<div><a name=\"a:b\"/><a href=\"a/b:c\">x</a></div>"
            })
    void acceptsFormattedText(String narrative) {
        assertThat(NarrativeText.fault(narrative)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "<p>text</p>",
                "<divx>a</divx>",
                "<div>",
                "<div></div>",
                "<div> \n </div>",
                "<div>a</div>b",
                "<div>a</div><div>b</div>",
                "<div>a</p></div>",
                "<div><b>a</div></b>",
                "<div>a & b</div>",
                "<div><script>alert(1)</script></div>",
                "<div><SCRIPT>alert(1)</SCRIPT></div>",
                "<div><style>p{}</style>a</div>",
                "<div><iframe src='https://example.org'/>a</div>",
                "<div><object data='x'/>a</div>",
                "<div><form action='x'><input/></form></div>",
                "<div><svg onload='x'/>a</div>",
                "<div onclick='x'>a</div>",
                "<div><p onmouseover=\"x\">a</p></div>",
                "<div><p ONCLICK=\"x\">a</p></div>",
                "<div><p class=a>a</p></div>",
                "<div><img src='x'onerror='y'/></div>",
                "<div><img/onerror='y'></img></div>",
                "<div><a href=\"javascript:alert(1)\">a</a></div>",
                "<div><a href=\" java\tscript:alert(1)\">a</a></div>",
                "<div><a href=\"JaVaScRiPt:alert(1)\">a</a></div>",
                "<div><a href=\"java&#115;cript:alert(1)\">a</a></div>",
                "<div><a href=\"javascript&colon;alert(1)\">a</a></div>",
                "<div><a href=\"vbscript:x\">a</a></div>",
                "<div><a href=\"data:text/html,x\">a</a></div>",
                "<div><img src=\"data:image/svg+xml,x\"/></div>",
                "<div><p style=\"background:url(javascript:x)\">a</p></div>",
                "<div><p style=\"width: expression(x)\">a</p></div>",
                "<div><p style=\"width: exp\\72 ession(x)\">a</p></div>",
                "<div><![CDATA[<script>x</script>]]></div>",
                "<!DOCTYPE div [<!ENTITY a 'b'>]><div>&a;</div>",
                "<div><?php x ?>a</div>",
                "<div><!-- a </div>",
                "<div a",
                "<div",
                "<div>a\u0000</div>",
                "<div><p title=\"<script>\">a</p></div>"
            })
    void refusesWhatIsNotPlainFormatting(String narrative) {
        assertThat(NarrativeText.fault(narrative)).isNotNull();
    }
}
