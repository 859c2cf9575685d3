// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as received. Numbers keep the very text they came with, because FHIR decimals carry their precision
 * (http://hl7.org/fhir/R4/datatypes.html#decimal). Objects keep the order of their members.
 */
public sealed interface Json {

    /** The same tree again; changing one leaves the other as it is. */
    default Json copy() {
        return switch (this) {
            case Obj object -> {
                Obj copy = new Obj(Math.max(4, object.size));
                for (int i = 0; i < object.size; i++) {
                    copy.append(object.names[i], object.values[i].copy());
                }
                yield copy;
            }
            case Arr array -> {
                Arr copy = new Arr();
                for (Json item : array) {
                    copy.add(item.copy());
                }
                yield copy;
            }
            default -> this;
        };
    }

    /** Members in order of appearance; names are unique. Look-up is linear: FHIR objects are small. */
    final class Obj implements Json {
        private String[] names;
        private Json[] values;
        private int size;

        public Obj() {
            this(8);
        }

        public Obj(int capacity) {
            names = new String[capacity];
            values = new Json[capacity];
        }

        public int size() {
            return size;
        }

        public String name(int index) {
            return names[index];
        }

        public Json value(int index) {
            return values[index];
        }

        public @Nullable Json get(String name) {
            int at = indexOf(name);
            return at < 0 ? null : values[at];
        }

        public boolean has(String name) {
            return indexOf(name) >= 0;
        }

        /** The member when it is an object, else null. */
        public @Nullable Obj object(String name) {
            return get(name) instanceof Obj found ? found : null;
        }

        /** The member when it is an array, else null. */
        public @Nullable Arr array(String name) {
            return get(name) instanceof Arr found ? found : null;
        }

        /** The member's text when it is a string, else null. */
        public @Nullable String string(String name) {
            return get(name) instanceof Str(String text) ? text : null;
        }

        /** The objects of an array member; empty when there is none. */
        public List<Obj> objects(String name) {
            Arr found = array(name);
            if (found == null) {
                return List.of();
            }
            List<Obj> objects = new ArrayList<>(found.size());
            for (Json item : found) {
                if (item instanceof Obj object) {
                    objects.add(object);
                }
            }
            return objects;
        }

        /** Sets or replaces a member. */
        public Obj put(String name, Json value) {
            int at = indexOf(name);
            if (at >= 0) {
                values[at] = value;
                return this;
            }
            append(name, value);
            return this;
        }

        /** Adds a member whose name is known to be new: the parser has checked. */
        void append(String name, Json value) {
            if (size == names.length) {
                names = Arrays.copyOf(names, Math.max(8, size * 2));
                values = Arrays.copyOf(values, Math.max(8, size * 2));
            }
            names[size] = name;
            values[size++] = value;
        }

        public Obj put(String name, String text) {
            return put(name, new Str(text));
        }

        /** Puts the member at a position, or moves it there when it exists. */
        public Obj putAt(int index, String name, Json value) {
            remove(name);
            put(name, value);
            for (int i = size - 1; i > index; i--) {
                names[i] = names[i - 1];
                values[i] = values[i - 1];
            }
            names[index] = name;
            values[index] = value;
            return this;
        }

        public @Nullable Json remove(String name) {
            int at = indexOf(name);
            if (at < 0) {
                return null;
            }
            Json removed = values[at];
            System.arraycopy(names, at + 1, names, at, size - at - 1);
            System.arraycopy(values, at + 1, values, at, size - at - 1);
            size--;
            return removed;
        }

        private int indexOf(String name) {
            for (int i = 0; i < size; i++) {
                if (names[i].equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /** Items in order. */
    final class Arr implements Json, Iterable<Json> {
        private final List<Json> items = new ArrayList<>(4);

        public static Arr of(Json... items) {
            Arr array = new Arr();
            for (Json item : items) {
                array.add(item);
            }
            return array;
        }

        public int size() {
            return items.size();
        }

        public Json get(int index) {
            return items.get(index);
        }

        public Arr add(Json item) {
            items.add(item);
            return this;
        }

        /** Puts an item before the one at the index, or at the end. */
        public Arr insert(int index, Json item) {
            items.add(index, item);
            return this;
        }

        public Json remove(int index) {
            return items.remove(index);
        }

        public void set(int index, Json item) {
            items.set(index, item);
        }

        @Override
        public Iterator<Json> iterator() {
            return items.iterator();
        }

        @Override
        public String toString() {
            return JsonText.write(this);
        }
    }

    /** A string, unescaped. */
    record Str(String text) implements Json {}

    /** A number, as the text it was written with, such as {@code 1.50} or {@code 2E3}. */
    record Num(String text) implements Json {
        public BigDecimal decimal() {
            return new BigDecimal(text);
        }
    }

    /** true or false. */
    enum Bool implements Json {
        TRUE,
        FALSE;

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    /** null: only lawful in the arrays that align primitive values with their extensions. */
    enum Null implements Json {
        NULL
    }
}
