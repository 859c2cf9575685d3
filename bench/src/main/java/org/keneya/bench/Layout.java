// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.util.List;

/** The layouts set against each other: where the search values stand, and how the content is made small. */
enum Layout {
    GIN_FASTUPDATE("GIN bigint[], fastupdate on, dictionary", true, "on", Content.DICTIONARY),
    GIN("GIN bigint[], fastupdate off, dictionary", true, "off", Content.DICTIONARY),
    SIDE_TABLE("side table (tenant, type, hash, pk), dictionary", false, "on", Content.DICTIONARY),
    GIN_ZSTD("GIN bigint[], fastupdate on, zstd without dictionary", true, "on", Content.ZSTD),
    GIN_PLAIN("GIN bigint[], fastupdate on, not compressed", true, "on", Content.PLAIN);

    /** How the content is compressed before it is encrypted. */
    enum Content {
        DICTIONARY,
        ZSTD,
        PLAIN
    }

    private final String words;
    private final boolean inRow;
    private final String fastUpdate;
    private final Content content;

    Layout(String words, boolean inRow, String fastUpdate, Content content) {
        this.words = words;
        this.inRow = inRow;
        this.fastUpdate = fastUpdate;
        this.content = content;
    }

    String words() {
        return words;
    }

    boolean isInRow() {
        return inRow;
    }

    Content content() {
        return content;
    }

    /** What makes the tables; {@code types} are the partitions. */
    List<String> tables(Iterable<Integer> types) {
        List<String> statements = new java.util.ArrayList<>();
        statements.add("drop schema if exists layout cascade");
        statements.add("create schema layout");
        statements.add("set search_path = layout");
        statements.add("""
                create table resource (tenant int not null, version int not null, pk bigint not null,
                  updated bigint not null, low bigint not null, patient bigint, type smallint not null, id bytea not null,
                  %s content bytea not null) partition by list (type)""".formatted(inRow ? "tokens bigint[] not null," : ""));
        statements.add("alter table resource alter column content set storage external");
        types.forEach(type -> statements.add(
                "create table resource_%d partition of resource for values in (%d)".formatted(type, type)));
        statements.add("create unique index on resource (tenant, type, id)");
        statements.add("create unique index on resource (tenant, type, pk)");
        statements.add("create index on resource (tenant, type, patient, low) where patient is not null");
        statements.add("create index on resource (tenant, type, low)");
        if (inRow) {
            statements.add(
                    "create index on resource using gin (tokens) with (fastupdate = %s, gin_pending_list_limit = 1024)"
                            .formatted(fastUpdate));
        } else {
            statements.add(
                    "create table token (tenant int not null, type smallint not null, hash bigint not null, pk bigint not null)");
            statements.add("create unique index on token (tenant, type, hash, pk)");
        }
        return statements;
    }

    /** The condition that a row has a token. */
    private String has() {
        return inRow
                ? "r.tokens @> array[?]::bigint[]"
                : "exists (select 1 from token t where t.tenant = 1 and t.type = r.type and t.hash = ? and t.pk = r.pk)";
    }

    /** Newest of one patient; parameters: patient. */
    String ofPatient(int type) {
        return "select r.content from resource_%d r where r.tenant = 1 and r.type = %d and r.patient = ? order by r.low desc limit 20"
                .formatted(type, type);
    }

    /** Newest of one patient with a code; parameters: patient, token. */
    String ofPatientWithCode(int type) {
        return "select r.content from resource_%d r where r.tenant = 1 and r.type = %d and r.patient = ? and %s order by r.low desc limit 20"
                .formatted(type, type, has());
    }

    /** Newest of a code over all patients, or the few with a rare token; parameters: token. */
    String withToken(int type) {
        return "select r.content from resource_%d r where r.tenant = 1 and r.type = %d and %s order by r.low desc limit 20"
                .formatted(type, type, has());
    }
}
