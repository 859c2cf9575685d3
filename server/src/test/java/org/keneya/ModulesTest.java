// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The directions of the house: every package right under org.keneya is a room, and says in package-info whom it calls. */
class ModulesTest {
    private static final ApplicationModules MODULES = ApplicationModules.of(Application.class);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.keneya");

    @Test
    void theRoomsAreTheOnesOfTheDesign() {
        assertThat(MODULES.stream().map(ApplicationModule::getIdentifier).map(Object::toString))
                .containsExactlyInAnyOrder(
                        "kernel",
                        "allocation",
                        "model",
                        "store",
                        "database",
                        "synthetic",
                        "edge",
                        "access",
                        "signin",
                        "tenancy",
                        "audit",
                        "fhir",
                        "quality",
                        "validation",
                        "bulk",
                        "terminology",
                        "identity",
                        "record",
                        "imports",
                        "beds",
                        "demo",
                        "events",
                        "geo",
                        "outside",
                        "traces");
    }

    @Test
    void everyRoomCallsOnlyTheDoorsItsPackageInfoNames() {
        MODULES.verify();
    }

    @Test
    void kernelCallsNobody() {
        callsOnly("kernel");
    }

    @Test
    void allocationCallsNobodyAndKnowsNothingButTheJdk() {
        callsOnly("allocation");
        noClasses()
                .that()
                .resideInAPackage("org.keneya.allocation..")
                .should()
                .dependOnClassesThat(DescribedPredicate.not(resideInAnyPackage(
                        "org.keneya.allocation..", "java.lang..", "java.util..", "org.jspecify.annotations..")))
                .check(CLASSES);
    }

    @Test
    void modelCallsKernelOnly() {
        callsOnly("model", "kernel");
    }

    @Test
    void storeKnowsNothingOfTheServerNorOfHttp() {
        callsOnly("store", "kernel", "model");
        noClasses()
                .that()
                .resideInAPackage("org.keneya.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void databaseAndSyntheticCallOnlyWhatLiesBelowThem() {
        callsOnly("database", "kernel");
        callsOnly("synthetic", "kernel", "model");
    }

    @Test
    void nobodyCallsFhir() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.keneya.fhir..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keneya.fhir..")
                .check(CLASSES);
    }

    @Test
    void edgeCallsNoRoom() {
        callsOnly("edge", "kernel", "model");
    }

    @Test
    void sqlStaysWhereItIsNamed() {
        noClasses()
                .that(DescribedPredicate.not(DescribedPredicate.describe("are named for it", ModulesTest::mayTouchSql)))
                .should()
                .dependOnClassesThat(resideInAPackage("java.sql..").and(notThrown()))
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)(\\$.*)?")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsChecked() {
        classes()
                .that(resideInAnyPackage("org.keneya..")
                        .and(DescribedPredicate.describe(
                                "are package descriptions",
                                type -> type.getSimpleName().equals("package-info"))))
                .should()
                .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
                .check(CLASSES);
    }

    private static void callsOnly(String room, String... others) {
        String[] allowed = new String[others.length + 2];
        allowed[0] = "org.keneya." + room + "..";
        allowed[1] = "org.keneya";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 2] = "org.keneya." + others[i] + "..";
        }
        allowed[1] = allowed[0];
        noClasses()
                .that()
                .resideInAPackage("org.keneya." + room + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.keneya..").and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    private static boolean mayTouchSql(JavaClass type) {
        String name = type.getSimpleName().isEmpty()
                ? type.getName()
                : outermost(type).getSimpleName();
        return outermost(type).getPackageName().equals("org.keneya.store.internal")
                || outermost(type).getPackageName().startsWith("org.keneya.database")
                || name.startsWith("Pg")
                || name.startsWith("Database")
                || name.startsWith("Sql");
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ModulesTest::outermost).orElse(type);
    }

    /** An exception that passes through is not a use of SQL. */
    private static DescribedPredicate<JavaClass> notThrown() {
        return DescribedPredicate.describe("are not exceptions", type -> !type.isAssignableTo(Throwable.class));
    }
}
