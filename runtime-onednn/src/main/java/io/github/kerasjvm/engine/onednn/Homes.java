package io.github.kerasjvm.engine.onednn;

import java.util.IdentityHashMap;
import java.util.Map;

/** Where each array lies at some point of a recipe: on the heap, in native memory, or in both. */
final class Homes {

    private final Map<Ref, boolean[]> homes = new IdentityHashMap<>();

    /** An array that lies wherever it is wanted, such as an input. */
    void everywhere(Ref array) {
        homes.put(array, new boolean[] {true, true});
    }

    /** The array has been written anew, in one place. */
    void set(Ref array, boolean heap) {
        homes.put(array, new boolean[] {!heap, heap});
    }

    /** The array is wanted in a place; gives whether it was not there. */
    boolean add(Ref array, boolean heap) {
        boolean[] home = homes.get(array);
        if (home == null) {
            throw new UnfusableException(array + " is read before it is written");
        }
        int place = heap ? 1 : 0;
        boolean absent = !home[place];
        home[place] = true;
        return absent;
    }

    /** Whether an output is taken from the heap. */
    boolean onHeap(Ref array) {
        return homes.get(array)[1];
    }
}
