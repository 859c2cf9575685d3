// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One member of a FHIRPath collection: an element of a resource, or a value of the System types. */
public sealed interface Item permits Node, Item.Bool, Item.Whole, Item.Decimal, Item.Text, Moment, Quantity {

    /** The value of the System types it stands for; null for a complex element or one without a value. */
    @Nullable
    Item value();

    /** Name of its type, such as {@code Boolean} or {@code HumanName}. */
    String type();

    /** As FHIRPath's toString() writes it; null for what has no text. */
    @Nullable
    String text();

    /** true or false. */
    record Bool(boolean holds) implements Item {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);

        public static Bool of(boolean holds) {
            return holds ? TRUE : FALSE;
        }

        @Override
        public Item value() {
            return this;
        }

        @Override
        public String type() {
            return "Boolean";
        }

        @Override
        public String text() {
            return Boolean.toString(holds);
        }
    }

    /** An Integer. */
    record Whole(long number) implements Item {
        @Override
        public Item value() {
            return this;
        }

        @Override
        public String type() {
            return "Integer";
        }

        @Override
        public String text() {
            return Long.toString(number);
        }
    }

    /** A Decimal, with the digits it was written with. */
    record Decimal(BigDecimal number) implements Item {
        @Override
        public Item value() {
            return this;
        }

        @Override
        public String type() {
            return "Decimal";
        }

        @Override
        public String text() {
            return number.toPlainString();
        }
    }

    /** A String. */
    record Text(String text) implements Item {
        @Override
        public Item value() {
            return this;
        }

        @Override
        public String type() {
            return "String";
        }
    }
}
