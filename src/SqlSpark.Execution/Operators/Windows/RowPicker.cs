using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>Computes functions that return the value of a row of the partition or the frame: finds the row of each row, and gathers.</summary>
/// <param name="function">The function.</param>
/// <param name="account">Pays for scratch memory.</param>
internal sealed unsafe class RowPicker(WindowColumn.Pick function, MemoryAccount account) : IDisposable
{
    private const int None = -1;

    private readonly VectorWriter _values = new(function.Type, account);
    private readonly VectorWriter _defaults = new(function.Type, account);
    private readonly ScratchBuffer _numbers = new(account);
    private readonly ScratchBuffer _missing = new(account);

    /// <summary>The values for a batch of rows.</summary>
    public Vector Read(WindowRun run, WindowPlaces places, int count)
    {
        var numbers = _numbers.Get<uint>(2 * count);
        var picked = (int*)(numbers + count);
        Find(run, places, count, picked);
        var missing = _missing.GetSpan<ulong>(Math.Max(1, Bitmaps.WordCount(count)))[..Bitmaps.WordCount(count)];
        missing.Clear();
        for (var i = 0; i < count; i++)
        {
            if (picked[i] == None)
                Bitmaps.Set(missing, i);
            numbers[i] = run.Numbers[picked[i] == None ? places.Positions[i] : picked[i]];
        }

        run.Pages.Read(run.Plan.Place(function.Value), numbers, count, _values, run.Heaps);
        var rows = Rows.Of(missing, count);
        if (rows.IsEmpty)
            return _values.Publish();
        if (function.Default < 0)
        {
            foreach (var row in rows)
                NestedEncoding.SetNull(_values, row);
            return _values.Publish();
        }

        for (var i = 0; i < count; i++)
            numbers[i] = run.Numbers[places.Positions[i]];
        run.Pages.Read(run.Plan.Place(function.Default), numbers, count, _defaults, run.Heaps);
        VectorCopy.Merge(_defaults.Publish(), rows, _values);
        return _values.Publish();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _values.Dispose();
        _defaults.Dispose();
        _numbers.Dispose();
        _missing.Dispose();
    }

    private void Find(WindowRun run, WindowPlaces places, int count, int* picked)
    {
        var valid = function.IgnoresNulls ? run.ValidRowsOf(function.Value) : null;
        if (function.RowFrame is { } frame)
        {
            places.FindFrames(run, frame);
            for (var i = 0; i < count; i++)
                picked[i] = FindInFrame(places.FrameStarts[i], places.FrameEnds[i], valid);
            return;
        }

        var starts = places.PartitionStarts;
        var ends = places.PartitionEnds;
        for (var i = 0; i < count; i++)
            picked[i] = FindInPartition(places.Positions[i], starts[i], ends[i], valid);
    }

    private int FindInFrame(int start, int end, ValidRows? valid)
    {
        var fromStart = function.Row.Origin == RowPickOrigin.FrameStart;
        if (valid is null)
            return Within((long)(fromStart ? start : end) + function.Row.Distance, start, end);
        var place = Within((long)valid.Before[fromStart ? start : end] + function.Row.Distance, valid.Before[start], valid.Before[end]);
        return place == None ? None : valid.Positions[place];
    }

    private int FindInPartition(int position, int start, int end, ValidRows? valid)
    {
        var distance = (long)function.Row.Distance;
        if (valid is null || distance == 0)
            return Within(position + distance, start, end);
        var place = Within(
            distance > 0 ? valid.Before[position + 1] + distance - 1 : valid.Before[position] + distance, valid.Before[start], valid.Before[end]);
        return place == None ? None : valid.Positions[place];
    }

    private static int Within(long place, int start, int end) => place >= start && place < end ? (int)place : None;
}
