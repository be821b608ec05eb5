package io.github.kerasjvm.cli.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** Values of the library as JSON. */
public final class ToJson {

    private ToJson() {}

    /**
     * An empty object.
     *
     * @return a new object
     */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * A shape as a list of numbers.
     *
     * @param shape the shape
     * @return the list, with null for a size that is not known; empty for a shape of which nothing is known
     */
    public static ArrayNode shape(Shape shape) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        if (!shape.isUnknown()) {
            for (int size : shape.toList()) {
                if (size == Shape.ANY) {
                    array.addNull();
                } else {
                    array.add(size);
                }
            }
        }
        return array;
    }

    /**
     * Puts a number into an object; what is not a number becomes null, because JSON has no word for it.
     *
     * @param target the object
     * @param name the name of the field
     * @param value the number
     */
    public static void number(ObjectNode target, String name, double value) {
        if (Double.isFinite(value)) {
            target.put(name, value);
        } else {
            target.putNull(name);
        }
    }

    /**
     * Texts as a list.
     *
     * @param texts the texts
     * @return the list
     */
    public static ArrayNode texts(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /**
     * Problems as a list of objects.
     *
     * @param file the file that they are about
     * @param problems the problems
     * @return the list
     */
    public static ArrayNode problems(String file, List<Problem> problems) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Problem problem : problems) {
            array.addObject()
                    .put("file", file)
                    .put("code", problem.code().id())
                    .put("layer", problem.layer())
                    .put("class", problem.className())
                    .put("argument", problem.argument())
                    .put("message", problem.message())
                    .put("advice", problem.advice())
                    .put("text", file + ": " + problem);
        }
        return array;
    }
}
