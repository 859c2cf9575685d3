// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.keneya.database.DatabaseUnavailable;
import org.keneya.database.EmbeddedPostgres;
import org.keneya.demo.Demo;
import org.keneya.edge.SelfSigned;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts everything on one machine: the database, the application, on first start the demonstration hospital. */
final class Start {
    /** Enough to have every class loaded that a first day needs. */
    private static final int TRAINING_PATIENTS = 6;

    private static final String LOOPBACK = "127.0.0.1";

    private Start() {}

    /**
     * What the command line says.
     *
     * @param port TCP port
     * @param host address listened on: loopback, or with TLS any other
     * @param data where everything is kept
     * @param tls make a certificate of our own unless one is configured
     * @param empty leave out the demonstration hospital
     * @param training start, exercise everything once, stop: makes the cache that later starts are fast with
     */
    private record Options(int port, String host, Path data, boolean tls, boolean empty, boolean training) {
        static Options parse(String[] arguments) {
            int port = 8080;
            String host = LOOPBACK;
            boolean tls = false;
            Path data = Path.of("data");
            boolean empty = false;
            boolean training = false;
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--port" -> port = port(value(arguments, ++i, "--port"));
                    case "--host" -> host = value(arguments, ++i, "--host");
                    case "--tls" -> tls = true;
                    case "--data" -> data = Path.of(value(arguments, ++i, "--data"));
                    case "--empty" -> empty = true;
                    case "--training" -> training = true;
                    default -> throw new IllegalArgumentException("start does not know " + arguments[i]);
                }
            }
            return new Options(port, host, data.toAbsolutePath().normalize(), tls, empty, training);
        }

        private static String value(String[] arguments, int at, String option) {
            if (at >= arguments.length) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return arguments[at];
        }

        private static int port(String text) {
            try {
                int port = Integer.parseInt(text);
                if (port >= 0 && port < 65_536) {
                    return port;
                }
            } catch (NumberFormatException notOne) {
                // told below
            }
            throw new IllegalArgumentException("--port (%s) must be a number up to 65535".formatted(text));
        }
    }

    static int run(String[] arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException unclear) {
            System.err.println(unclear.getMessage());
            return 2;
        }
        InetAddress host;
        try {
            host = InetAddress.getByName(options.host());
        } catch (UnknownHostException unknown) {
            System.err.printf("--host (%s) is no address of this machine.%n", options.host());
            return 2;
        }
        boolean encrypted = options.tls() || System.getenv("KENEYA_TLS_CERTIFICATE") != null;
        if (!host.isLoopbackAddress() && !encrypted) {
            System.err.println("--host needs TLS: add --tls, or set KENEYA_TLS_CERTIFICATE and KENEYA_TLS_KEY.");
            return 2;
        }
        try {
            DatabaseWire.requireFromEnvironment();
        } catch (IllegalStateException inClear) {
            System.err.println(inClear.getMessage());
            return 2;
        }
        if (!isFree(host, options.port())) {
            System.err.printf(
                    "Port %d is in use. Stop what listens there, or choose another with --port.%n", options.port());
            return 1;
        }
        try {
            return serve(options, host);
        } catch (DatabaseUnavailable unavailable) {
            System.err.println(unavailable.getMessage());
            return 1;
        }
    }

    private static int serve(Options options, InetAddress host) {
        CompletableFuture<@Nullable EmbeddedPostgres> database =
                CompletableFuture.supplyAsync(() -> embedded(options), Thread::startVirtualThread);
        Thread.startVirtualThread(() -> org.keneya.model.R4.definitions().resourceTypes());
        EmbeddedPostgres postgres = await(database);
        ConfigurableApplicationContext context = null;
        try {
            context = application(options, host, postgres);
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
            Demo demo = context.getBean(Demo.class);
            if (!host.isLoopbackAddress() && demo.hasAccounts()) {
                System.err.println(
                        "This data directory has demonstration accounts, whose password everybody knows. They"
                                + " are for this machine only: start with --data and a directory of its own.");
                return 1;
            }
            if (!options.empty() && host.isLoopbackAddress()) {
                demo.loadUnlessThere(options.training() ? TRAINING_PATIENTS : Demo.PATIENTS, System.out);
            }
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
            if (options.training()) {
                demo.exercise();
                return 0;
            }
            int port = demo.announce(System.out);
            if (port > 0) {
                ConfigurableApplicationContext running = context;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    running.close();
                    if (postgres != null) {
                        postgres.close();
                    }
                }));
                Thread.currentThread().join();
            }
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            if (context != null) {
                context.close();
            }
            if (postgres != null) {
                postgres.close();
            }
        }
    }

    private static @Nullable EmbeddedPostgres embedded(Options options) {
        if (System.getenv("KENEYA_DATABASE_URL") != null) {
            return null;
        }
        return EmbeddedPostgres.start(
                options.data(), EmbeddedPostgres.Settings.small("http://localhost:" + options.port()));
    }

    private static ConfigurableApplicationContext application(
            Options options, InetAddress host, @Nullable EmbeddedPostgres postgres) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", options.port());
        properties.put("server.address", host.getHostAddress());
        if (options.tls() && System.getenv("KENEYA_TLS_CERTIFICATE") == null) {
            SelfSigned own = SelfSigned.in(options.data().resolve("tls"), names(options));
            System.out.println("Certificate of our own, SHA-256 fingerprint " + own.fingerprint());
            properties.put("keneya.tls.certificate", own.certificate().toString());
            properties.put("keneya.tls.key", own.key().toString());
        }
        properties.put("keneya.data", options.data().toString());
        if (postgres != null) {
            properties.put("keneya.database.url", postgres.jdbcUrl());
            properties.put("keneya.database.user", postgres.user());
            properties.put("keneya.database.password", postgres.password());
        } else {
            properties.put("keneya.database.url", System.getenv("KENEYA_DATABASE_URL"));
            properties.put("keneya.database.user", System.getenv().getOrDefault("KENEYA_DATABASE_USER", "keneya"));
            properties.put("keneya.database.password", System.getenv().getOrDefault("KENEYA_DATABASE_PASSWORD", ""));
        }
        SpringApplication application = new SpringApplicationBuilder(Application.class)
                .properties(properties)
                .registerShutdownHook(false)
                .build();
        return application.run();
    }

    private static List<String> names(Options options) {
        return options.host().equals(LOOPBACK)
                ? List.of("localhost", LOOPBACK)
                : List.of(options.host(), "localhost", LOOPBACK);
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof DatabaseUnavailable unavailable) {
                throw unavailable;
            }
            throw failed;
        }
    }

    private static boolean isFree(InetAddress host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
