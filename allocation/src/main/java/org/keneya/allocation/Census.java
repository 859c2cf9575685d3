// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every hospital and every bed of the nation with its state, in memory. What it holds depends only on what was put, not on the
 * order. For one thread.
 */
public final class Census {
    private static final class Slot {
        private final Bed bed;
        private final BedGroup group;
        private BedState state;

        Slot(Bed bed, BedGroup group) {
            this.bed = bed;
            this.group = group;
            this.state = bed.state();
        }

        Bed now() {
            return bed.state() == state ? bed : bed.in(state);
        }
    }

    private final Map<String, Site> sites = new TreeMap<>();
    private final Map<String, Slot> slots = new HashMap<>();
    private final Map<String, Roster> rosters = new HashMap<>();
    private final Equipment equipment = new Equipment();

    /** Adds a hospital, or replaces what was known of it; its beds stay. */
    public void put(Hospital hospital) {
        Site site = sites.get(hospital.id());
        if (site == null) {
            sites.put(hospital.id(), new Site(hospital));
        } else {
            site.become(hospital);
        }
    }

    /**
     * Adds a bed, or replaces the one of that id.
     *
     * @throws IllegalArgumentException when its hospital is not known, or the 64th kind of equipment is met
     */
    public void put(Bed bed) {
        Site site = site(bed.hospital());
        Slot former = slots.get(bed.id());
        if (former != null) {
            former.group.remove(bed.id(), former.state);
            site(former.bed.hospital()).beds().remove(bed.id());
        }
        BedGroup group = group(site, bed);
        group.add(bed.id(), bed.state());
        site.beds().add(bed.id());
        slots.put(bed.id(), new Slot(bed, group));
    }

    /**
     * Changes what a bed does.
     *
     * @return what it did before
     * @throws IllegalArgumentException when the bed is not known
     */
    public BedState state(String bed, BedState state) {
        Slot slot = slots.get(bed);
        if (slot == null) {
            throw new IllegalArgumentException("bed %s is not known".formatted(bed));
        }
        BedState former = slot.state;
        if (former != state) {
            slot.group.remove(bed, former);
            slot.group.add(bed, state);
            slot.state = state;
        }
        return former;
    }

    /**
     * Changes whether ambulances may come.
     *
     * @return what was in force before
     * @throws IllegalArgumentException when the hospital is not known
     */
    public Diversion diversion(String hospital, Diversion diversion) {
        Site site = site(hospital);
        Diversion former = site.hospital().diversion();
        site.become(site.hospital().in(diversion));
        return former;
    }

    public Optional<Hospital> hospital(String id) {
        return Optional.ofNullable(sites.get(id)).map(Site::hospital);
    }

    public Optional<Bed> bed(String id) {
        return Optional.ofNullable(slots.get(id)).map(Slot::now);
    }

    /** All of them, in the order of their ids. */
    public List<Hospital> hospitals() {
        return sites.values().stream().map(Site::hospital).toList();
    }

    /** A hospital's beds in the order of their ids; empty when it is not known. */
    public List<Bed> beds(String hospital) {
        Site site = sites.get(hospital);
        if (site == null) {
            return List.of();
        }
        return site.beds().stream().map(this::known).toList();
    }

    /** Specialities any hospital has or had a bed of. */
    public Set<String> specialities() {
        return Collections.unmodifiableSet(rosters.keySet());
    }

    /** Beds of the nation. */
    public int size() {
        return slots.size();
    }

    /** A hospital's beds; none when it is not known. */
    public Counts counts(String hospital) {
        Site site = sites.get(hospital);
        Counts counts = Counts.NONE;
        if (site != null) {
            for (BedGroup group : site.groups().values()) {
                counts = counts.plus(group.counts());
            }
        }
        return counts;
    }

    /** A hospital's beds by speciality, in the order of the codes; a bed of several specialities counts in each. */
    public Map<String, Counts> countsBySpeciality(String hospital) {
        Site site = sites.get(hospital);
        Map<String, Counts> counts = new TreeMap<>();
        if (site != null) {
            site.servings().forEach((speciality, serving) -> {
                if (serving.hasBeds()) {
                    counts.put(speciality, serving.counts());
                }
            });
        }
        return counts;
    }

    /** A hospital's beds of one speciality; none when it has none. */
    public Counts counts(String hospital, String speciality) {
        Serving serving = serving(hospital, speciality);
        return serving == null ? Counts.NONE : serving.counts();
    }

    boolean knows(String hospital) {
        return sites.containsKey(hospital);
    }

    @Nullable
    Serving serving(String hospital, String speciality) {
        Site site = sites.get(hospital);
        Serving serving = site == null ? null : site.servings().get(speciality);
        return serving == null || !serving.hasBeds() ? null : serving;
    }

    @Nullable
    Roster roster(String speciality) {
        return rosters.get(speciality);
    }

    /** The codes as bits; one that no bed has is a bit of its own, hence met by none. */
    long equipment(Collection<String> codes) {
        return equipment.asked(codes);
    }

    Bed known(String id) {
        return bed(id).orElseThrow();
    }

    private Site site(String hospital) {
        Site site = sites.get(hospital);
        if (site == null) {
            throw new IllegalArgumentException("hospital %s is not known".formatted(hospital));
        }
        return site;
    }

    private BedGroup group(Site site, Bed bed) {
        BedGroup.Traits traits = new BedGroup.Traits(
                bed.specialities(),
                equipment.kept(bed.equipment()),
                bed.isolation(),
                bed.sex(),
                bed.youngest(),
                bed.oldest());
        return site.groups().computeIfAbsent(traits, _ -> {
            BedGroup group = new BedGroup(traits);
            for (String speciality : bed.specialities()) {
                site.servings()
                        .computeIfAbsent(
                                speciality,
                                code -> rosters.computeIfAbsent(code, _ -> new Roster())
                                        .add(site))
                        .add(group);
            }
            return group;
        });
    }
}
