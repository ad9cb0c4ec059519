using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>What a kernel does with the rows of frames, as a struct with its columns and its state.</summary>
internal interface IFrameOperation
{
    /// <summary>Begins with no rows.</summary>
    void Reset();

    /// <summary>Takes in a row of <see cref="FrameRun.Added"/>.</summary>
    void Add(int row);

    /// <summary>Takes out a row of <see cref="FrameRun.Removed"/>.</summary>
    void Remove(int row);

    /// <summary>Keeps the state as it is for a frame.</summary>
    void Keep(int frame);
}

/// <summary>Leads an operation through a <see cref="FrameRun"/>.</summary>
internal static class FrameRuns
{
    /// <summary>Adds, removes and keeps, frame by frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TOp>(in FrameRun run, ref TOp operation)
        where TOp : struct, IFrameOperation, allows ref struct
    {
        var (added, removed) = (run.AddedFrom, run.RemovedFrom);
        var starts = run.Starts;
        var ends = run.Ends;
        var resets = run.Resets;
        var addedRows = run.AddedRows;
        var removedRows = run.RemovedRows;
        var (areAllAdded, areAllRemoved) = (addedRows.IsAll, removedRows.IsAll);
        for (var frame = 0; frame < starts.Length; frame++)
        {
            if (Bitmaps.Get(resets, frame))
            {
                operation.Reset();
                (added, removed) = (starts[frame], starts[frame]);
            }

            for (; added < ends[frame]; added++)
            {
                if (areAllAdded || addedRows.Contains(added - run.AddedFrom))
                    operation.Add(added - run.AddedFrom);
            }

            for (; removed < starts[frame]; removed++)
            {
                if (areAllRemoved || removedRows.Contains(removed - run.RemovedFrom))
                    operation.Remove(removed - run.RemovedFrom);
            }

            operation.Keep(frame);
        }
    }
}
