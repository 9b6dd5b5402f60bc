package io.understudy.simulation;

import io.understudy.protocol.LocalReport;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToClient;
import io.understudy.protocol.ToLocalDetector;
import io.understudy.protocol.ToManager;
import io.understudy.protocol.ToReplica;

/**
 * Hears everything in the moment it is said, which is when a process binds itself, and has the
 * {@link Observer} compare it with what is so. Whoever adds a message decides here what it
 * promises.
 */
final class Eavesdropper
        implements ToManager.Inbox, ToLocalDetector.Inbox, ToReplica.Inbox, ToClient.Inbox {

    private final World world;
    private final Observer observer;

    Eavesdropper(World world, Observer observer) {
        this.world = world;
        this.observer = observer;
    }

    void onSend(NodeId from, Message message) {
        if (message instanceof ToManager said) {
            said.deliverTo(this, from);
        } else if (message instanceof ToLocalDetector said) {
            said.deliverTo(this, from);
        } else if (message instanceof ToReplica said) {
            said.deliverTo(this, from);
        } else if (message instanceof ToClient said) {
            said.deliverTo(this, from);
        }
    }

    @Override
    public void onPresent(NodeId from, ToManager.Present said) {
        observer.mustNotBeShed(said.replica());
        observer.mustNotGoBack(said);
    }

    @Override
    public void onReconciled(NodeId from, ToManager.Reconciled said) {
        observer.mustNotBeShed(said.primary());
        observer.group(said.group()).mustLead(said.view(), said.primary());
        observer.group(said.group()).onReconciled(said.view());
    }

    @Override
    public void onCaughtUp(NodeId from, ToManager.CaughtUp said) {
        observer.mustNotBeShed(said.primary());
        observer.group(said.group()).mustLead(said.view(), said.primary());
    }

    @Override
    public void onMemberSilent(NodeId from, ToManager.MemberSilent said) {
        world.saw(Oddity.MEMBER_SILENT);
        observer.mustNotBeShed(said.primary());
        observer.group(said.group()).mustLead(said.view(), said.primary());
    }

    @Override
    public void onMachines(NodeId from, ToManager.Machines said) {
        // Never certain, so nothing that could be found untrue.
    }

    @Override
    public void onRelayed(NodeId from, ToManager.Relayed said) {
        // Somebody else's words, and perhaps overtaken by newer ones.
    }

    @Override
    public void onSubscribe(NodeId from, ToManager.Subscribe said) {
        // A wish.
    }

    @Override
    public void onLocalReport(NodeId from, LocalReport said) {
        said.sightings().forEach(sighting -> observer.mustBeTrue(said.epoch(), sighting));
    }

    @Override
    public void onRegister(NodeId from, ToLocalDetector.Register said) {
        observer.mustNotBeShed(said.replica());
    }

    @Override
    public void onHeartbeatAnswer(NodeId from, ToLocalDetector.HeartbeatAnswer said) {
        observer.mustNotBeShed(said.replica());
    }

    @Override
    public void onMachineHeartbeat(NodeId from, ToLocalDetector.MachineHeartbeat said) {
        // A question.
    }

    @Override
    public void onStartReplica(NodeId from, ToLocalDetector.StartReplica said) {
        // A wish.
    }

    @Override
    public void onEnterView(NodeId from, ToReplica.EnterView said) {
        observer.group(said.group()).mustBeRecorded(said.view(), said.activated());
    }

    @Override
    public void onHeartbeat(NodeId from, ToReplica.Heartbeat said) {
        // A question.
    }

    @Override
    public void onRefused(NodeId from, ToReplica.Refused said) {
        // A detector may refuse whom it likes.
    }

    @Override
    public void onAskEnd(NodeId from, ToReplica.AskEnd said) {
        observer.mustNotBeShed(said.view().primary());
        observer.group(said.group()).mustBeRecorded(said.view(), false);
    }

    @Override
    public void onEnd(NodeId from, ToReplica.End said) {
        observer.mustNotBeShed(said.replica());
    }

    @Override
    public void onViewNews(NodeId from, ToClient.ViewNews said) {
        observer.group(said.group()).mustBeRecorded(said.view(), said.activated());
    }

    @Override
    public void onEntries(NodeId from, ToReplica.Entries said) {
        // Where they go wrong, states differ, or an answer is wrong.
    }

    @Override
    public void onAcknowledge(NodeId from, ToReplica.Acknowledge said) {
        if (said.gap()) {
            world.saw(Oddity.GAP);
        }
        observer.mustNotBeShed(said.replica());
    }

    @Override
    public void onAskEntries(NodeId from, ToReplica.AskEntries said) {
        world.saw(Oddity.LONGER_LOG_FETCHED);
        observer.mustNotBeShed(said.primary());
        observer.group(said.group()).mustLead(said.view(), said.primary());
    }

    @Override
    public void onChunk(NodeId from, ToReplica.Chunk said) {
        world.saw(said.index() > 2 ? Oddity.CHECKPOINT_IN_PARTS : Oddity.CHECKPOINT);
        observer.group(said.group()).mustBeCommitted(said.at());
    }

    @Override
    public void onChunkTaken(NodeId from, ToReplica.ChunkTaken said) {
        observer.mustNotBeShed(said.replica());
    }

    @Override
    public void onStateDigest(NodeId from, ToReplica.StateDigest said) {
        // Whoever hears it compares; the observer compares all of them, behind every entry.
    }

    @Override
    public void onRequest(NodeId from, ToReplica.Request said) {
        // A wish.
    }

    @Override
    public void onReply(NodeId from, ToClient.Reply said) {
        // The client writes it down, and the judge of histories sees what it was.
        switch (said.fate()) {
            case BUSY -> world.saw(Oddity.BUSY);
            case NO_SESSION -> world.saw(Oddity.NO_SESSION);
            case TOO_MANY_SESSIONS -> world.saw(Oddity.TOO_MANY_SESSIONS);
            case FORGOTTEN -> world.saw(Oddity.FORGOTTEN);
            case ANSWERED, NOT_PRIMARY -> {
                // In every world.
            }
        }
    }
}
