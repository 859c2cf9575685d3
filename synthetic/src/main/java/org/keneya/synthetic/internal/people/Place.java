// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

/**
 * A commune, or a foreign country as a place of birth.
 *
 * @param code INSEE code: five characters, 99 and three digits abroad
 * @param name as printed in an address
 * @param postCode one of its post codes; empty abroad
 * @param weight how often it is drawn
 */
public record Place(String code, String name, String postCode, double weight) {

    public boolean isAbroad() {
        return code.startsWith("99");
    }

    public boolean isCorsican() {
        return code.startsWith("2A") || code.startsWith("2B");
    }

    public boolean isOverseas() {
        return code.startsWith("97");
    }
}
