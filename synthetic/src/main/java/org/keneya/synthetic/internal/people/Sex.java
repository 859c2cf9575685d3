// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

/** Sex as registered. */
public enum Sex {
    MALE("male", '1'),
    FEMALE("female", '2');

    private final String code;
    private final char digit;

    Sex(String code, char digit) {
        this.code = code;
        this.digit = digit;
    }

    /** AdministrativeGender of FHIR. */
    public String code() {
        return code;
    }

    /** First digit of the matricule. */
    public char digit() {
        return digit;
    }
}
