package io.understudy.manager;

import io.understudy.protocol.View;

/** Hears what followed from a fact, in the moment it is applied. */
public interface ViewListener {

    /** For a state that is only read from a record, or only written to one. */
    ViewListener NOBODY =
            new ViewListener() {
                @Override
                public void onFormed(String group, View view, String cause) {}

                @Override
                public void onActivated(String group, View view) {}
            };

    void onFormed(String group, View view, String cause);

    void onActivated(String group, View view);
}
