// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.access.Caller;
import org.keneya.kernel.Tenant;
import org.keneya.model.JsonText;
import org.keneya.store.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The jobs, in the database. */
@Component
class PgJobs {
    private final JdbcClient jdbc;
    private final MasterKey masterKey;

    PgJobs(DataSource writes, Flyway migrations, MasterKey masterKey) {
        this.jdbc = JdbcClient.create(writes);
        this.masterKey = masterKey;
    }

    void add(Job job) {
        jdbc.sql("""
                insert into bulk_job (id, tenant, owner, state, made, expires, sealed)
                values (:id, :tenant, :owner, :state, :made, :expires, :sealed)
                """)
                .param("id", job.id())
                .param("tenant", job.owner().tenant().id())
                .param("owner", job.owner().login())
                .param("state", job.state().code())
                .param("made", Timestamp.from(job.made()))
                .param("expires", Timestamp.from(job.expires()))
                .param("sealed", seal(job))
                .update();
    }

    /** Keeps how far a running job has come; false when it was cancelled in the meantime. */
    boolean keep(Job job) {
        return jdbc.sql("""
                update bulk_job
                   set state = :state,
                       expires = :expires,
                       sealed = :sealed
                 where id = :id
                   and state = 'running'
                """)
                        .param("id", job.id())
                        .param("state", job.state().code())
                        .param("expires", Timestamp.from(job.expires()))
                        .param("sealed", seal(job))
                        .update()
                == 1;
    }

    boolean isRunning(String id) {
        return jdbc.sql("select 1 from bulk_job where id = :id and state = 'running'")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    long running(Caller caller) {
        return jdbc.sql("""
                select count(*)
                  from bulk_job
                 where tenant = :tenant
                   and owner = :owner
                   and state = 'running'
                """)
                .param("tenant", caller.tenant().id())
                .param("owner", caller.login())
                .query(Long.class)
                .single();
    }

    /** The job, for whoever started it; nobody else learns that it is there. */
    Optional<Job> find(Caller caller, String id) {
        return jdbc.sql("""
                select id, tenant, state, made, expires, sealed
                  from bulk_job
                 where id = :id
                   and tenant = :tenant
                   and owner = :owner
                """)
                .param("id", id)
                .param("tenant", caller.tenant().id())
                .param("owner", caller.login())
                .query((row, number) -> job(row))
                .optional();
    }

    List<Job> running() {
        return jdbc.sql("""
                select id, tenant, state, made, expires, sealed
                  from bulk_job
                 where state = 'running'
                 order by made
                """).query((row, number) -> job(row)).list();
    }

    void remove(String id) {
        jdbc.sql("delete from bulk_job where id = :id").param("id", id).update();
    }

    /** Removes the jobs whose time has come and answers their ids. */
    List<String> expire(Instant now) {
        return jdbc.sql("""
                delete from bulk_job
                 where expires < :now
                   and state <> 'running'
                returning id
                """).param("now", Timestamp.from(now)).query((row, number) -> row.getString(1)).list().stream()
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private byte[] seal(Job job) {
        return masterKey.wrap(JsonText.bytes(job.json()), "bulk job " + job.id());
    }

    private Job job(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return Job.of(
                id,
                new Tenant(row.getInt("tenant")),
                Job.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getTimestamp("made").toInstant(),
                row.getTimestamp("expires").toInstant(),
                JsonText.readObject(masterKey.unwrap(row.getBytes("sealed"), "bulk job " + id)));
    }
}
