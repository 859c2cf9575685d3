// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sessions in their table; the database's clock decides which of them live. */
@Repository
class PgSessions {
    private static final String COLUMNS = "id, login, stage, methods, authenticated, used, until, device, address";
    private static final String LIVES =
            "ended is null and until > now() and used > now() - make_interval(secs => :idle)";

    private final JdbcClient jdbc;
    private final long idle;

    PgSessions(DataSource writes, Flyway migrations, SignInSettings settings) {
        jdbc = JdbcClient.create(writes);
        idle = settings.idle().toSeconds();
    }

    void add(Session session, byte[] cookie) {
        jdbc.sql("""
                insert into signin_session (id, login, cookie, stage, methods, until, device, address)
                values (:id, :login, :cookie, :stage, :methods, :until, :device, :address)
                """)
                .param("id", session.id())
                .param("login", session.login())
                .param("cookie", cookie)
                .param("stage", session.stage().code())
                .param("methods", String.join(" ", session.methods()))
                .param("until", Timestamp.from(session.until()))
                .param("device", session.device())
                .param("address", session.address())
                .update();
    }

    Optional<Session> find(byte[] cookie) {
        return jdbc.sql("select " + COLUMNS + " from signin_session where cookie = :cookie and " + LIVES)
                .param("cookie", cookie)
                .param("idle", idle)
                .query(PgSessions::session)
                .optional();
    }

    /** Moves a session on to its next stage, under a new cookie; false when it is over or another request did so first. */
    boolean advance(Session from, Session to, byte[] cookie) {
        return jdbc.sql("""
                update signin_session
                   set stage = :stage, methods = :methods, until = :until, cookie = :cookie,
                       authenticated = now(), used = now()
                 where id = :id
                   and stage = :from
                   and ended is null
                   and until > now()
                """)
                        .param("id", from.id())
                        .param("from", from.stage().code())
                        .param("stage", to.stage().code())
                        .param("methods", String.join(" ", to.methods()))
                        .param("until", Timestamp.from(to.until()))
                        .param("cookie", cookie)
                        .update()
                == 1;
    }

    /** The open sessions of an account, the one used last first. */
    List<Session> of(String login) {
        return jdbc.sql("select " + COLUMNS + " from signin_session where login = :login and stage = 'open' and "
                        + LIVES + " order by used desc, id")
                .param("login", login)
                .param("idle", idle)
                .query(PgSessions::session)
                .list();
    }

    /** Ends one session of the account; false when there is no such one. */
    boolean end(String login, UUID id) {
        return jdbc.sql("""
                update signin_session
                   set ended = now()
                 where id = :id
                   and login = :login
                   and ended is null
                """).param("id", id).param("login", login).update() == 1;
    }

    /** Ends every session of the account but one, and what was granted without a session; answers what ended. */
    List<UUID> endOthers(String login, @Nullable UUID kept) {
        return jdbc.sql("""
                with sessions as (
                  update signin_session
                     set ended = now()
                   where login = :login
                     and ended is null
                     and id is distinct from cast(:kept as uuid)
                  returning id),
                families as (
                  update token_family
                     set dead = now()
                   where principal = :login
                     and session is null
                     and dead is null
                  returning id)
                select id from sessions union all select id from families
                """)
                .param("login", login)
                .param("kept", kept == null ? null : kept.toString())
                .query(PgSessions::id)
                .list();
    }

    void used(Collection<UUID> sessions) {
        jdbc.sql("update signin_session set used = now() where id = any(:ids) and ended is null")
                .param("ids", sessions.toArray(UUID[]::new))
                .update();
    }

    /** Sessions and families of tokens that ended in the last while. */
    List<UUID> endedWithin(Duration while_) {
        return jdbc.sql("""
                select id from signin_session where ended > now() - make_interval(secs => :secs)
                union all
                select id from token_family where dead > now() - make_interval(secs => :secs)
                """)
                .param("secs", while_.toSeconds())
                .query(PgSessions::id)
                .list();
    }

    /** Forgets what nobody can use any more. */
    int sweep() {
        return jdbc.sql("""
                delete from signin_session
                 where ended < now() - interval '2 hours'
                    or until < now() - interval '2 hours'
                    or used < now() - make_interval(secs => :idle + 7200)
                """).param("idle", idle).update()
                + jdbc.sql(
                                "delete from token_family where until < now() - interval '2 hours' or dead < now() - interval '2 hours'")
                        .update()
                + jdbc.sql("delete from signin_guess where at < now() - interval '1 day'")
                        .update()
                + jdbc.sql("delete from passkey_challenge where until < now()").update();
    }

    private static UUID id(ResultSet row, int number) throws SQLException {
        return row.getObject(1, UUID.class);
    }

    private static Session session(ResultSet row, int number) throws SQLException {
        return session(row, "");
    }

    /** @param prefix of the names of its columns */
    static Session session(ResultSet row, String prefix) throws SQLException {
        return new Session(
                row.getObject(prefix + "id", UUID.class),
                row.getString(prefix + "login"),
                Session.Stage.of(row.getString(prefix + "stage")),
                List.of(row.getString(prefix + "methods").split(" ", -1)),
                row.getTimestamp(prefix + "authenticated").toInstant(),
                row.getTimestamp(prefix + "used").toInstant(),
                row.getTimestamp(prefix + "until").toInstant(),
                row.getString(prefix + "device"),
                row.getString(prefix + "address"));
    }
}
