package io.github.kerasjvm.engine.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Which arrays share memory because they are not needed at the same time. */
final class Slots {

    private final List<Long> sizes = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private final Map<Ref, Integer> slots = new IdentityHashMap<>();

    /**
     * Deals out the memory of one place.
     *
     * @param steps what is run, in order
     * @param first what is there before the first step
     * @param kept what nobody may overwrite once it is written
     * @param onHeap whether the place is the heap, or native memory
     */
    static Slots of(List<Step> steps, List<Ref> first, List<Ref> kept, boolean onHeap) {
        Slots slots = new Slots();
        Map<Ref, Integer> last = new IdentityHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            for (Ref array : step.readsHeap() == onHeap ? step.reads() : List.<Ref>of()) {
                last.put(array, i);
            }
            for (Ref array : step.writesHeap() == onHeap ? step.writes() : List.<Ref>of()) {
                last.merge(array, i, Math::max);
            }
        }
        kept.forEach(array -> last.put(array, Integer.MAX_VALUE));
        first.stream().filter(last::containsKey).forEach(slots::take);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.writesHeap() == onHeap) {
                step.writes().forEach(slots::take);
            }
            slots.release(step.reads(), last, i);
            slots.release(step.writes(), last, i);
        }
        return slots;
    }

    private void take(Ref array) {
        if (slots.containsKey(array)) {
            return;
        }
        // The smallest free one that is large enough, else the largest, which grows.
        Integer chosen = free.stream()
                .filter(slot -> sizes.get(slot) >= array.bytes())
                .min(Comparator.comparing(sizes::get))
                .or(() -> free.stream().max(Comparator.comparing(sizes::get)))
                .orElse(null);
        if (chosen == null) {
            chosen = sizes.size();
            sizes.add(array.bytes());
        } else {
            free.remove(chosen);
            sizes.set(chosen, Math.max(array.bytes(), sizes.get(chosen)));
        }
        slots.put(array, chosen);
    }

    private void release(List<Ref> arrays, Map<Ref, Integer> last, int step) {
        for (Ref array : arrays) {
            Integer slot = slots.get(array);
            Integer end = last.get(array);
            if (slot != null && end != null && end == step && !free.contains(slot)) {
                free.add(slot);
            }
        }
    }

    /** The arrays that have a slot. */
    Map<Ref, Integer> slots() {
        return slots;
    }

    /** How many bytes each slot needs. */
    List<Long> sizes() {
        return sizes;
    }
}
