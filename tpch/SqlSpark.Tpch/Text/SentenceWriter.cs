using System.Runtime.CompilerServices;
using SqlSpark.Tpch.Streams;

namespace SqlSpark.Tpch.Text;

/// <summary>
/// Writes the sentences of the text pool one after the other: pseudo English by the grammar of the specification (section 4.2.2.14), drawn from one stream.
/// </summary>
/// <remarks>
/// Phrases are written without branches on what was drawn: an optional word is written always, and counts only if it was wanted. Each phrase draws its
/// form before its words.
/// </remarks>
internal sealed unsafe class SentenceWriter
{
    /// <summary>A sentence and what a write may touch past it are shorter than this.</summary>
    public const int MaxByteLength = 512;

    private const int BufferedDraws = 4096;

    // A sentence: its form, three noun phrases of at most 5 numbers, two prepositions, a verb phrase of at most 4, and the terminator.
    private const int MaxDraws = 32;

    private static readonly WordTable Nouns = new(Distribution.Nouns);
    private static readonly WordTable Adjectives = new(Distribution.Adjectives);
    private static readonly WordTable Adverbs = new(Distribution.Adverbs);
    private static readonly WordTable Verbs = new(Distribution.Verbs);
    private static readonly WordTable Auxiliaries = new(Distribution.Auxiliaries);
    private static readonly WordTable Prepositions = new(Distribution.Prepositions, " the ");
    private static readonly WordTable Terminators = new(Distribution.Terminators);

    private static readonly uint Power4 = Lehmer.Power(4);

    private readonly uint[] _draws = GC.AllocateArray<uint>(BufferedDraws, pinned: true);
    private int _next = BufferedDraws - 1;

    /// <param name="state">The state of the stream before the first sentence.</param>
    public SentenceWriter(uint state) => _draws[^1] = state;

    /// <summary>The state before the next sentence. After <see cref="Write"/> the numbers drawn so far end with it.</summary>
    public uint State => _draws[_next];

    /// <summary>Writes a sentence and the blank after it. Returns the place behind; bytes after it are touched, <see cref="MaxByteLength"/> in all at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public byte* Write(byte* place)
    {
        if (_next > BufferedDraws - 1 - MaxDraws)
            Refill();
        var draws = (uint*)Unsafe.AsPointer(ref _draws[_next]);
        var start = draws;

        // N V T (3), N V P T (3), N V N T (3), N P V N T (1), N P V P T (1), of 11
        var form = Lehmer.Scale(*++draws, 11);
        place = NounPhrase(place, ref draws);
        if (form >= 9)
        {
            place += Prepositions.WriteLong(place, *++draws);
            place = NounPhrase(place, ref draws);
        }

        place = VerbPhrase(place, ref draws);
        if (form >= 3)
        {
            if (form is < 6 or 10)
                place += Prepositions.WriteLong(place, *++draws);
            place = NounPhrase(place, ref draws);
        }

        place--;
        place += Terminators.Write(place, *++draws);
        _next += (int)(draws - start);
        return place;
    }

    // N (10), J N (20), J, J N (10), D J N (50), of 90
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* NounPhrase(byte* place, ref uint* draws)
    {
        var form = Lehmer.Scale(*++draws, 90);
        var adverb = form >= 40 ? 1 : 0;
        place += Adverbs.Write(place, draws[1]) & -adverb;
        draws += adverb;
        var adjective = form >= 10 ? 1 : 0;
        place += Adjectives.Write(place, draws[1]) & -adjective;
        draws += adjective;
        if (form is >= 30 and < 40)
        {
            place[-1] = (byte)',';
            *place++ = (byte)' ';
            place += Adjectives.Write(place, *++draws);
        }

        place += Nouns.Write(place, *++draws);
        return place;
    }

    // V (30), X V (1), V D (40), X V D (1), of 72
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* VerbPhrase(byte* place, ref uint* draws)
    {
        var form = Lehmer.Scale(*++draws, 72);
        if (form is 30 or 71)
            place += Auxiliaries.Write(place, *++draws);
        place += Verbs.Write(place, *++draws);
        var adverb = form >= 31 ? 1 : 0;
        place += Adverbs.Write(place, draws[1]) & -adverb;
        draws += adverb;
        return place;
    }

    // Moves the numbers that are left to the front and draws new ones in four interleaved chains, as one would wait for every product.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Refill()
    {
        var left = BufferedDraws - _next;
        _draws.AsSpan(_next).CopyTo(_draws);
        _next = 0;
        var last = _draws[left - 1];
        var a = Lehmer.Next(last);
        var b = Lehmer.Next(a);
        var c = Lehmer.Next(b);
        var d = Lehmer.Next(c);
        var power = Power4;
        var place = _draws.AsSpan(left);
        while (place.Length >= 4)
        {
            place[0] = a;
            place[1] = b;
            place[2] = c;
            place[3] = d;
            place = place[4..];
            a = Lehmer.Multiply(a, power);
            b = Lehmer.Multiply(b, power);
            c = Lehmer.Multiply(c, power);
            d = Lehmer.Multiply(d, power);
        }

        foreach (ref var draw in place)
            (draw, a, b, c) = (a, b, c, d);
    }
}
