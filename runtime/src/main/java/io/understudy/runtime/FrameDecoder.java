package io.understudy.runtime;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.understudy.protocol.MalformedMessage;
import io.understudy.protocol.Wire;
import java.util.List;

/**
 * Bytes to messages, however they are cut.
 *
 * <p>Not Netty's own decoder of lengths: that one answers an over-long frame by passing over it,
 * and goes on with whoever sent it.
 */
final class FrameDecoder extends ByteToMessageDecoder {

    /** A stranger cannot make us keep more than this. */
    static final int HELLO_BYTES_MAX = 1_000;

    private int frameBytesMax = HELLO_BYTES_MAX;

    /** Nothing that follows is of use, since nobody knows where the next frame begins. */
    private boolean lost;

    private boolean introduced = false;

    /** The peer has said who it is. */
    void introduced() {
        introduced = true;
        frameBytesMax = Wire.FRAME_BYTES_MAX;
    }

    /** A peer that is killed leaves in the middle of a frame; a stranger that does was none. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws Exception {
        super.decodeLast(context, in, out);
        if (in.isReadable() && !introduced && !lost) {
            throw new MalformedMessage("left in the middle of a frame");
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (lost) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Wire.LENGTH_BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < 1 || length > frameBytesMax) {
            lost = true;
            throw new MalformedMessage("a frame of " + length + " bytes");
        }
        if (in.readableBytes() < Wire.LENGTH_BYTES + length) {
            return;
        }
        byte[] frame = new byte[length];
        in.skipBytes(Wire.LENGTH_BYTES).readBytes(frame);
        try {
            out.add(Wire.decode(frame));
        } catch (MalformedMessage malformed) {
            lost = true;
            throw malformed;
        }
    }
}
