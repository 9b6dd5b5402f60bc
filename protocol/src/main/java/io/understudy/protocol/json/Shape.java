package io.understudy.protocol.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** How values of one type look in JSON. */
interface Shape {

    void write(Object value, JsonGenerator out);

    /**
     * @param in stands at the value's first token, and afterwards at its last one
     * @return never null
     * @throws MalformedJson if it is no such value
     */
    Object read(JsonParser in);
}
