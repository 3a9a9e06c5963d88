/** Every copy of some bytes that differs from them in one bit. */
export function* oneBitOff(bytes: Uint8Array): Generator<Buffer> {
	for (let bit = 0; bit < bytes.length * 8; bit += 1) {
		const changed = Buffer.from(bytes);
		const at = bit >> 3;
		changed.writeUInt8(changed.readUInt8(at) ^ (1 << (bit & 7)), at);
		yield changed;
	}
}
