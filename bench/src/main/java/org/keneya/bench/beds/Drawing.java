// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** An SVG picture on white, drawn piece by piece; lengths are pixels from the upper left corner. */
final class Drawing {
    static final String INK = "#222222";
    static final String GREY = "#777777";
    private static final String FAINT = "#e2e2e2";

    private final StringBuilder svg = new StringBuilder();
    private final int width;
    private final int height;

    Drawing(int width, int height, String title) {
        this.width = width;
        this.height = height;
        text(24, 34, 18, INK, "start", title);
    }

    void text(double x, double y, int size, String colour, String anchor, String text) {
        add(String.format(
                Locale.ROOT,
                "<text x='%.1f' y='%.1f' font-size='%d' fill='%s' text-anchor='%s'>%s</text>",
                x,
                y,
                size,
                colour,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    void line(double x1, double y1, double x2, double y2) {
        add(String.format(
                Locale.ROOT, "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s'/>", x1, y1, x2, y2, FAINT));
    }

    /** @param points {@code x,y} pairs with blanks between */
    void path(String points, String colour, boolean dashed) {
        add(String.format(
                Locale.ROOT,
                "<polyline points='%s' fill='none' stroke='%s' stroke-width='2.2'%s/>",
                points,
                colour,
                dashed ? " stroke-dasharray='6 4'" : ""));
    }

    void box(double x, double y, double boxWidth, double boxHeight, String colour) {
        add(String.format(
                Locale.ROOT,
                "<rect x='%.2f' y='%.2f' width='%.2f' height='%.2f' fill='%s'/>",
                x,
                y,
                boxWidth,
                boxHeight,
                colour));
    }

    void dot(double x, double y, double radius, String colour) {
        add(String.format(
                Locale.ROOT,
                "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s' fill-opacity='0.85'/>",
                x,
                y,
                radius,
                colour));
    }

    /** From sand (0) over orange to dark red (1). */
    static String heat(double share) {
        double at = Math.clamp(share, 0, 1);
        return at < 0.6 ? between(0xe8dcc0, 0xf2a33c, at / 0.6) : between(0xf2a33c, 0x8c1515, (at - 0.6) / 0.4);
    }

    void write(Path file) {
        String text = """
                <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %2$d' width='%1$d' height='%2$d' \
                font-family='system-ui, sans-serif'>
                <rect width='%1$d' height='%2$d' fill='#ffffff'/>
                %3$s</svg>
                """.formatted(width, height, svg);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void add(String piece) {
        svg.append(piece).append('\n');
    }

    private static String between(int from, int to, double share) {
        int red = mixed(from >> 16 & 255, to >> 16 & 255, share);
        int green = mixed(from >> 8 & 255, to >> 8 & 255, share);
        int blue = mixed(from & 255, to & 255, share);
        return "#%02x%02x%02x".formatted(red, green, blue);
    }

    private static int mixed(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
