// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

/**
 * A search parameter a tenant has defined itself.
 *
 * @param id logical id of the SearchParameter resource
 * @param url its canonical address, or empty
 * @param type resource type it is for
 * @param code name in queries
 * @param kind string, token, reference, date, number, quantity or uri
 * @param percent how many of the resources that were there before are indexed, 0..100
 * @param ready whether it may be searched by
 */
public record OwnParameter(String id, String url, String type, String code, String kind, int percent, boolean ready) {}
